package dev.natsmesh;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * On a contract's method that returns {@code void} or {@code Uni<Void>}: nobody answers. The call ends when its message is written to
 * the connection, whether somebody serves it or not, and without an acknowledgement it may still get lost: when the connection
 * breaks at that moment, when nobody serves, or when the NATS server does not allow the application to publish there.
 *
 * <p>The method is served as any other. What it fails with is logged at the service, and counted.
 *
 * <h2>Errors</h2>
 * {@link ConnectionLostException} if there is no connection: the call does not wait for one. {@link MessageTooLargeException} and
 * {@link MessageFormatException} as for other calls.
 */
@Documented
@Retention(RUNTIME)
@Target(METHOD)
public @interface OneWay {
}
