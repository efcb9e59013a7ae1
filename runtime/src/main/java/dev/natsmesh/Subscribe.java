package dev.natsmesh;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * On a method of a CDI bean: it gets the events of a subject, at most once each. A class without a scope is
 * {@code @ApplicationScoped}.
 *
 * <h2>Method</h2>
 * It returns {@code void}, {@code Uni<Void>} or {@code CompletionStage<Void>}, and is neither private nor static. One parameter is
 * the event; several are the properties of the event's JSON object, by their names; without a parameter the body is ignored. Those
 * that are named in the subject are tokens of it, and {@link Header} and {@link CallContext} are as for services. The sender needs no
 * contract: anybody's JSON does.
 *
 * <h2>Who gets an event</h2>
 * One instance of each application, and there each method whose subject fits; the queue group is {@code quarkus.application.name}.
 * With {@link #broadcast()} every instance.
 *
 * <h2>Execution model</h2>
 * As that of {@link NatsService}: a method that returns {@code Uni} or {@code CompletionStage} runs on an event loop, any other on a
 * worker thread, unless {@code @Blocking}, {@code @NonBlocking}, {@code @Transactional} or {@code @RunOnVirtualThread} says otherwise.
 * Every event has a Vert.x context and a request scope of its own.
 *
 * <h2>Lifecycle and concurrency</h2>
 * Events come once the application has started. They are handled concurrently, so one may overtake another. Those that have come and
 * are not finished may take {@code quarkus.nats.event-memory}; more are dropped. On shutdown no more come, and what runs is finished
 * within {@code quarkus.nats.drain-timeout}.
 *
 * <h2>Errors</h2>
 * An event that can't be read, whose constraints are broken, or that the method fails with is logged with its subject and a
 * correlation id, never with its content, and counted. The next one comes all the same.
 */
@Documented
@Retention(RUNTIME)
@Target(METHOD)
public @interface Subscribe {

    /**
     * The subject, behind {@code quarkus.nats.subject-prefix} if there is one. A token may be {@code *}, for any one, the last one
     * {@code >}, for at least one more, and a parameter's name in braces, for any one that is the parameter's argument, as in
     * {@link Subject}.
     *
     * @return the subject, e.g. {@code orders.placed}, {@code orders.>} or <code>orders.{id}.placed</code>
     */
    String value();

    /** @return whether every instance of the application gets each event, instead of one of them */
    boolean broadcast() default false;
}
