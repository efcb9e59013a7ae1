package dev.natsmesh.codec;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * On a contract or one of its methods: the form of bodies, those of a stream's items included, that would otherwise be JSON. The
 * method's comes before the contract's. Types that have a form of their own keep it: {@code byte[]}, Vert.x' {@code Buffer},
 * protobuf messages, and what a {@link BodyFormat} {@link Takes takes}. Exceptions are always JSON.
 * <ul>
 * <li>{@code application/json} is what there is without the annotation.
 * <li>{@code application/cbor} is for the same types as JSON, and for several parameters as well; the application needs
 * {@code com.fasterxml.jackson.dataformat:jackson-dataformat-cbor}.
 * <li>{@code text/plain} is for {@code String} alone: the text itself in UTF-8.
 * <li>Others are those of {@link BodyFormat} beans.
 * </ul>
 * What nothing writes, or a type that the form doesn't take, fails the build.
 * <p>
 * On a {@link BodyFormat}: what its bodies are.
 */
@Documented
@Inherited
@Retention(RUNTIME)
@Target({ TYPE, METHOD })
public @interface ContentType {

    /** @return the value of the header {@code Content-Type}, without parameters, as in {@code application/cbor} */
    String value();
}
