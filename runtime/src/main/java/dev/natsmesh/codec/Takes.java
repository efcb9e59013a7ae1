package dev.natsmesh.codec;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * On a {@link BodyFormat}: the types that are of this form wherever they are a body, without being asked for. Their subtypes are
 * included; lists of them and other generic types that have them in it are not.
 */
@Documented
@Inherited
@Retention(RUNTIME)
@Target(TYPE)
public @interface Takes {

    /** @return the types; no other format of the application takes one of them */
    Class<?>[] value();
}
