package dev.natsmesh.interop;

import dev.natsmesh.Gather;
import dev.natsmesh.Header;
import dev.natsmesh.NatsClient;
import dev.natsmesh.Response;
import dev.natsmesh.Subject;
import dev.natsmesh.codec.ContentType;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** What a call may carry beside plain JSON. We serve it, and each {@link Peer} does. */
public interface Wares {

    /** Answers the shelf. */
    @Subject("{shelf}.count")
    Uni<String> count(String shelf);

    /** Answers the text, and greets the customer in the header {@code X-Greeting}. */
    Uni<Response<String>> greet(@Header("X-Customer") String customer, String text);

    /** Answers the bytes the other way round. */
    Uni<byte[]> reversed(byte[] bytes);

    /** Answers the same. */
    @ContentType("application/cbor")
    Uni<Ware> pack(Ware ware);

    /** Every instance answers the text, and its name in the header {@code X-Instance}. */
    @Gather(stall = "1s")
    Multi<Response<String>> where(String text);

    record Ware(String sku, int count) {
    }

    @Subject("wares")
    @NatsClient("wares")
    interface Ours extends Wares {
    }

    @Subject("foreign")
    @NatsClient("foreign")
    interface Foreign extends Wares {
    }
}
