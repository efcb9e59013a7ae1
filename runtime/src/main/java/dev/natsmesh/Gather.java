package dev.natsmesh;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * On a contract's method that returns {@code Multi<T>}: every instance of the service is called, and each answers with one item.
 * A service's method returns a {@code Multi} of that item; an empty one answers that there is none, and what comes after the first
 * item is not asked for.
 *
 * <pre>
 * &#64;Gather(stall = "50ms")
 * Multi&lt;Load&gt; load();
 * </pre>
 *
 * <h2>When it ends</h2>
 * Nobody knows how many instances there are, so the caller's {@code Multi} completes when the first of these is true (ADR-47):
 * <ul>
 * <li>no further answer came for the time of {@link #stall}
 * <li>{@link #max} instances have answered
 * <li>the call's deadline passes
 * <li>a peer in another language says that it is the last one, by an empty message
 * </ul>
 *
 * <h2>Errors</h2>
 * An instance that fails is logged and left out, unless no instance answers with anything else: then the {@code Multi} fails with
 * the first failure. It fails with {@link NoRespondersException} if there are no instances, with {@link CallTimeoutException} if
 * none answers, and with {@link ConnectionLostException} if the connection is lost before it ends; such a call is never sent again.
 */
@Documented
@Retention(RUNTIME)
@Target(METHOD)
public @interface Gather {

    /** How long to wait for one more answer where the annotation doesn't say it. */
    String DEFAULT_STALL = "250ms";

    /**
     * How long to wait for one more answer after the last one, e.g. {@code 50ms} or {@code 1s}. The first one has all the time of
     * the call.
     *
     * @return a duration
     */
    String stall() default DEFAULT_STALL;

    /** @return how many answers are enough, at least 1 */
    int max() default Integer.MAX_VALUE;
}
