package dev.natsmesh;

import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * On a parameter of a contract's method: calls with the same argument go to the same instance of the service, as long as it is there,
 * whoever makes them.
 *
 * <pre>
 * Uni&lt;Cart&gt; add(&#64;StickyKey String cart, Item item);
 * </pre>
 *
 * The argument travels as it does without the annotation. The parameter is of the type {@code String}, a primitive type that is no
 * floating-point number or its wrapper, an enum, or {@code UUID}; a call with {@code null} goes to any instance. At most one parameter of
 * a method has it, and the method has one request and one reply: calls that nobody answers, streams, and calls to every instance have
 * no sticky key.
 *
 * <p>The instance is chosen by rendezvous hashing over the instances that are known to work. When one comes or goes, only the calls move
 * that it gets or had. So it is a means to keep what is needed again in memory, and not to have one caller at a time: while instances
 * come and go, callers may choose differently for a moment. {@code quarkus.nats.clients."<service>".methods."<method>".balancer}
 * can take the annotation's place.
 */
@Documented
@Retention(RUNTIME)
@Target(PARAMETER)
public @interface StickyKey {
}
