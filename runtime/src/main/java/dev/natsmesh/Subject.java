package dev.natsmesh;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * On a contract's method: the subject of its calls, instead of {@code <service>.<method>}. It is made of tokens with dots between
 * them. A token is a name of letters, digits, {@code -} and {@code _}, or a parameter's name in braces:
 *
 * <pre>
 * &#64;Subject("pricing.{region}.tax")
 * Uni&lt;Tax&gt; tax(String region, Order order);
 * </pre>
 *
 * The argument of such a parameter is in the subject and not in the body. Each service serves all of these subjects
 * ({@code pricing.*.tax}), and gets the argument as it was, whatever characters it has: it is escaped, so that no argument reaches
 * another subject.
 *
 * On a contract: what the subjects of its methods begin with, instead of the service's name. With {@code @Subject("pricing.v2")} the
 * method {@code quote} has the subject {@code pricing.v2.quote}, and a method with {@code @Subject("{region}.tax")} has
 * {@code pricing.v2.{region}.tax}.
 *
 * <h2>Parameters in subjects</h2>
 * They are of the type {@code String}, a primitive type or its wrapper, an enum, or {@code UUID}. A {@code null} fails the call with
 * {@link IllegalArgumentException}, as does an argument that makes the subject too long for NATS servers.
 *
 * <h2>What fails the build</h2>
 * Tokens that are no names, wildcards, subjects of NATS itself or of the mesh, and subjects of two methods that have a subject in
 * common.
 */
@Documented
@Retention(RUNTIME)
@Target({ METHOD, TYPE })
public @interface Subject {

    /** @return the subject, e.g. {@code pricing.{region}.tax} */
    String value();
}
