package dev.natsmesh;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Qualifier;

/**
 * On an interface: a contract. Each abstract method, also an inherited one, is an endpoint of the named service, or with
 * {@link Publish} an event, reached on the
 * subject {@code <service>.<method>}. A stub is generated at build time and is injectable by the interface's type.
 * <p>
 * On an injection point: a qualifier that always selects the stub, where plain {@code @Inject} selects the bean of this
 * application that serves the contract, if it has one. The qualifier needs no {@code @Inject}.
 * <p>
 * On a bean that implements a contract, without a name: the bean takes the place of the stub, e.g. in tests.
 *
 * <h2>Methods</h2>
 * A method returns {@code Uni<T>}, {@code Multi<T>}, {@code CompletionStage<T>}, a value, or {@code void}; {@code Uni<Void>} and
 * {@code void} mean that the service has acknowledged the call. One parameter is the request's body; several become one JSON
 * object with a property for each name. A {@code Multi<T>}, as the result or as one of the parameters, is a stream of items.
 * Types that have another form than JSON, and how a contract asks for one, are described at
 * {@link dev.natsmesh.codec.ContentType}. Null arrives as null. Exceptions that the method declares are rebuilt on the caller's
 * side.
 *
 * <h2>Execution model</h2>
 * A {@code Uni} or {@code Multi} makes its call each time it is subscribed to, a {@code CompletionStage} at once; they tell items
 * and ends on the Vert.x context they were started on, when there was one. Cancelling one of them cancels the call at the
 * service. A method that returns a value blocks its thread, and so may not be called on
 * an event loop.
 *
 * <h2>Errors</h2>
 * Besides the declared exceptions, a call ends with one of {@link CallTimeoutException}, {@link NoRespondersException},
 * {@link ConnectionLostException}, {@link MessageTooLargeException}, {@link MessageFormatException} or
 * {@link ServiceException}.
 */
@Qualifier
@Documented
@Retention(RUNTIME)
@Target({ TYPE, FIELD, METHOD, PARAMETER })
public @interface NatsClient {

    /**
     * The name of the service, of letters, digits, {@code -} and {@code _} (ADR-32). Required on an interface, ignored on an
     * injection point, and not allowed on a bean.
     *
     * @return the service's name
     */
    @Nonbinding
    String value() default "";

    /** The qualifier as a value, for programmatic look-up. */
    final class Literal extends AnnotationLiteral<NatsClient> implements NatsClient {

        /** The only instance that is needed, since {@link #value()} takes no part in resolution. */
        public static final Literal INSTANCE = new Literal();

        private static final long serialVersionUID = 1L;

        private Literal() {
        }

        @Override
        public String value() {
            return "";
        }
    }
}
