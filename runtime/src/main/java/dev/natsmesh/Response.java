package dev.natsmesh;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A result with headers of its reply. A contract's method returns it where callers should see headers, or where the service sets
 * them without a {@link CallContext}: as {@code Response<T>}, in a {@code Uni} or {@code CompletionStage}, or as the items of a
 * {@code Multi} with {@link Gather}.
 *
 * <pre>
 * &#64;NatsClient("pricing")
 * public interface Pricing {
 *     Uni&lt;Response&lt;Quote&gt;&gt; quote(Order order);
 * }
 *
 * return Response.of(quote).with("X-Price-List", "2026-11");
 * </pre>
 *
 * What travels is the body, as if the method returned {@code T}, and the headers: peers, and callers whose contract says {@code T},
 * notice no difference. The headers are those that applications may name, as for {@link Header}; those of NATS, of the mesh, of
 * bodies and of traces are not among them. So a response that has come can be passed on, and a bean that is called without a network
 * returns the same.
 *
 * <h2>Lifecycle and concurrency</h2>
 * Immutable, as far as the body is. Two are equal if their bodies and their headers are. A reply that is an error has no response:
 * the call fails, and what callers need to know of the error is in the exception.
 *
 * @param <T> the type of the body; {@code Void} where there is only the acknowledgement
 */
public interface Response<T> {

    /**
     * A response without headers.
     *
     * @param body the result, may be {@code null}
     */
    static <T> Response<T> of(T body) {
        return new BuiltResponse<>(body, Map.of());
    }

    /**
     * The same with a header more. A name that is there already gets one more value.
     *
     * @param name its name, as for {@link Header}; the case counts. One that isn't free makes the call fail when the service returns
     *        the response, as {@link CallContext#replyHeader} does
     * @param value any text
     */
    Response<T> with(String name, String value);

    /** @return the result, may be {@code null} */
    T body();

    /**
     * A header of the reply.
     *
     * @param name its name; the case counts
     * @return its first value, as it was before it was encoded; empty if there is none
     */
    default Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /**
     * All values of a header of the reply.
     *
     * @param name its name; the case counts
     * @return its values in order, as they were before they were encoded; empty if there are none
     */
    List<String> headers(String name);

    /** @return the names of all its headers, in order */
    Set<String> headerNames();
}
