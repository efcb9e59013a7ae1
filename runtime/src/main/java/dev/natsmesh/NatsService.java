package dev.natsmesh;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * A bean that serves: each {@link NatsClient} contract that its class implements becomes a service, each method of the contract
 * an endpoint. A class without a scope is {@code @ApplicationScoped}.
 *
 * <h2>Execution model</h2>
 * A method that returns {@code Uni}, {@code Multi} or {@code CompletionStage} runs on an event loop, any other on a worker thread.
 * {@code @Blocking}, {@code @NonBlocking}, {@code @Transactional} and {@code @RunOnVirtualThread}, on the method or on the class,
 * mean what they mean in Quarkus REST. Every call has a Vert.x context and a request scope of its own.
 *
 * <h2>Lifecycle and concurrency</h2>
 * The service is reachable once the application has started. Calls run concurrently. On shutdown the service leaves its queue
 * group, finishes what runs within {@code quarkus.nats.drain-timeout}, and answers all of it.
 *
 * <h2>Errors</h2>
 * An exception that the contract's method declares reaches the caller with its properties. {@link ServiceException} reaches it
 * with its code and text. Any other is logged with a correlation id, and the caller gets code 500 and that id, never the cause.
 */
@Documented
@Retention(RUNTIME)
@Target(TYPE)
public @interface NatsService {

    /**
     * The version of what is served, a semantic version. Empty means {@code quarkus.application.version}.
     *
     * @return the service's version
     */
    String version() default "";

    /**
     * One sentence for people who look the service up on the wire (ADR-32 {@code INFO}).
     *
     * @return the service's description
     */
    String description() default "";
}
