package dev.natsmesh.codec;

import java.lang.reflect.Type;

/**
 * A form of bodies that the application adds to those that are there: a bean, {@code @Singleton} unless it says otherwise, with
 * {@link ContentType} for what the bodies are.
 * <p>
 * With {@link Takes}, the named types are always of this form. Without, it is the form of the contracts and methods that ask for
 * its content type by {@link ContentType}, and of any type there. Such a body is a method's only parameter, or its result.
 *
 * <pre>
 * &#64;ContentType("text/x-money")
 * &#64;Takes(Money.class)
 * class MoneyFormat implements BodyFormat {
 *     public ValueCodec&lt;Money&gt; codec(Type type) {
 *         return new MoneyCodec();
 *     }
 * }
 * </pre>
 *
 * The caller's application and the service's need the same format.
 *
 * <h2>Lifecycle and concurrency</h2>
 * A format is asked for a codec when an application starts, for each body that a contract has of this form. Calls then use the
 * codec, many at a time, and the format no more.
 */
public interface BodyFormat {

    /**
     * Prepares what converts bodies of a type.
     *
     * @param type the type of a parameter or result: a class, or a {@link java.lang.reflect.ParameterizedType}
     * @return its codec, which all calls share
     * @throws IllegalArgumentException if this form has no place for the type; the application then doesn't start
     */
    ValueCodec<?> codec(Type type);
}
