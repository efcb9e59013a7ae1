package dev.natsmesh.runtime.transport;

import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;

/** Headers to and from jnats' form of them. */
final class JnatsHeaders {

    private JnatsHeaders() {
    }

    /** @return {@code null} when there are none, so that the message is sent without a header block */
    static io.nats.client.impl.Headers of(Headers headers) {
        if (headers == null || headers.isEmpty()) {
            return null;
        }
        io.nats.client.impl.Headers result = new io.nats.client.impl.Headers();
        headers.forEach(result::add);
        return result;
    }

    /** Those of an item of a stream. */
    static io.nats.client.impl.Headers ofItem(long number, Headers headers) {
        io.nats.client.impl.Headers result = new io.nats.client.impl.Headers()
                .add(HeaderNames.SEQUENCE, Long.toString(number));
        headers.forEach(result::add);
        return result;
    }

    static Headers from(io.nats.client.impl.Headers headers) {
        Headers result = new Headers();
        if (headers != null) {
            headers.forEach((name, values) -> values.forEach(value -> result.add(name, value)));
        }
        return result;
    }
}
