package dev.natsmesh;

import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * On a parameter of a contract's method: its argument travels as a header of the request and not in the body.
 *
 * <pre>
 * Uni&lt;Quote&gt; quote(&#64;Header("X-Tenant") String tenant, Order order);
 * </pre>
 *
 * The parameter is of the type {@code String}, a primitive type or its wrapper, an enum, or {@code UUID}, an {@code Optional} of
 * one of these, or a {@code List<String>}, which becomes a header for each of its elements. Any text arrives as it was. With
 * {@code null} there is no such header, and where a request has none the argument is {@code null}, or the empty {@code Optional} or
 * {@code List}; one of a primitive type is then refused with code 400.
 *
 * <p>Headers of answers are set by {@link CallContext#replyHeader}, or by returning a {@link Response}.
 */
@Documented
@Retention(RUNTIME)
@Target(PARAMETER)
public @interface Header {

    /**
     * @return the header's name. Its case counts. Names that begin with {@code Nats-}, and those of bodies and traces, are not
     *         free
     */
    String value();
}
