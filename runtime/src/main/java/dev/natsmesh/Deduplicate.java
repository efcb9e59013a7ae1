package dev.natsmesh;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * On a contract's method with one request and one reply: each call has a key, and an instance of the service that gets a call with the
 * same key again answers it from memory instead of running it again. All attempts of one call have the same key: those of
 * {@code @Retry}, and what is sent again when the connection was lost. Subscribing to a {@code Uni} twice makes two calls.
 *
 * <pre>
 * &#64;Idempotent
 * &#64;Retry(maxRetries = 3)
 * &#64;Deduplicate(window = "5m")
 * Uni&lt;Receipt&gt; pay(Order order);
 * </pre>
 *
 * <h2>What is remembered</h2>
 * The result, the exceptions that the contract declares, and other exceptions with a code below 500, but no refusals. After a failure
 * that nobody foresaw, a refusal or a missed deadline the call runs again. A call that comes while the first one still runs waits for
 * its end. So that there is one, the method is not cancelled when its caller gives up.
 *
 * <h2>What it doesn't promise</h2>
 * Each instance remembers what it has answered itself, for the time of {@link #window} and as far as its memory goes
 * ({@code quarkus.nats.deduplication}). A call that comes again to another instance, or after a restart, runs again. So it makes
 * running twice rare, not impossible, and what may be sent twice at all is still only what is {@link Idempotent}.
 */
@Documented
@Retention(RUNTIME)
@Target(METHOD)
public @interface Deduplicate {

    /** How long calls are remembered where the annotation doesn't say it. */
    String DEFAULT_WINDOW = "1m";

    /**
     * How long the end of a call is remembered, e.g. {@code 30s} or {@code 5m}.
     *
     * @return a duration of more than zero
     */
    String window() default DEFAULT_WINDOW;
}
