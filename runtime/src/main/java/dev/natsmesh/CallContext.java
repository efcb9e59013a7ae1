package dev.natsmesh;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a service knows of the call that it serves, or a subscriber of the event that it gets, beside the arguments. It is injected into a bean, or is a parameter of the
 * contract's method, for which callers give {@code null}: nothing of it travels.
 *
 * <pre>
 * &#64;Inject
 * CallContext call;
 * </pre>
 *
 * <h2>Lifecycle and concurrency</h2>
 * The injected one is request scoped: it is that of the call whose method runs, also in other beans and in the stages of its
 * {@code Uni}. Where no call is being served, its methods fail with {@link IllegalStateException}.
 */
public interface CallContext {

    /** @return the subject that the request came on, with the application's prefix */
    String subject();

    /** @return what is left until the caller gives up, not below zero; empty if the caller names no deadline */
    Optional<Duration> remaining();

    /** @return who calls, if the caller tells ({@code quarkus.nats.caller-header}); information, not identity */
    Optional<Caller> caller();

    /**
     * Which attempt this is.
     *
     * @return 1 for the first; more if the caller has called again. Attempts that an interceptor makes, because the contract has
     *         {@code @Fallback}, say, are not told apart
     */
    int attempt();

    /**
     * A header of the request.
     *
     * @param name its name; the case counts
     * @return its first value as it was before it was encoded, empty if there is none
     */
    Optional<String> header(String name);

    /**
     * All values of a header of the request.
     *
     * @param name its name; the case counts
     * @return its values in order, as they were before they were encoded
     */
    List<String> headers(String name);

    /** @return the names of all headers of the request, those of the mesh included */
    Set<String> headerNames();

    /**
     * Sets a header of the answer, also if that is an error; where the answer is a stream, of its last message. It replaces one that
     * was set before, and has no effect once the call has been answered. Callers see it by a {@link Response}, and of errors not at
     * all; peers see each. An event has no answer: there it is an
     * {@link IllegalStateException}.
     *
     * @param name its name, as for {@link Header}
     * @param value any text
     * @throws IllegalArgumentException if the name is none, or is not free
     */
    void replyHeader(String name, String value);

    /**
     * Who calls.
     *
     * @param application the application's name
     * @param version the application's version
     * @param instance unique for each start of the application
     */
    record Caller(String application, String version, String instance) {
    }
}
