package dev.natsmesh;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * On a method of a {@link NatsClient} contract: calling it publishes an event on the subject {@code <name>.<method>}, e.g.
 * {@code orders.placed}. Whoever {@linkplain Subscribe subscribes} gets it, at most once; nobody has to.
 * <p>
 * Either all methods of a contract are events or none: a service implements its contract, and an event has nothing to implement.
 *
 * <h2>Method</h2>
 * It returns {@code Uni<Void>}, {@code CompletionStage<Void>} or {@code void}. Its parameters travel as those of calls do, also with
 * {@link Subject} and {@link Header}. Annotations of fault tolerance mean what they mean for calls.
 *
 * <h2>Execution model</h2>
 * As for calls: a {@code Uni} publishes each time it is subscribed to, a {@code CompletionStage} at once, and {@code void} blocks its
 * thread. They end when the event has been written to the connection. Whoever publishes much should wait for that: it is how a
 * connection that takes no more slows the publisher down.
 *
 * <h2>Errors</h2>
 * {@link ConnectionLostException} when there is no connection or it is lost meanwhile, {@link MessageTooLargeException}, or
 * {@link MessageFormatException}. What subscribers make of an event is not told.
 */
@Documented
@Retention(RUNTIME)
@Target(METHOD)
public @interface Publish {
}
