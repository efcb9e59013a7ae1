package dev.natsmesh.interop;

import dev.natsmesh.NatsService;
import dev.natsmesh.Response;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Does what {@code src/test/peers/README.md} says of a service of wares. */
@NatsService
public class WaresService implements Wares.Ours {

    static final String INSTANCE = "ours";

    @Override
    public Uni<String> count(String shelf) {
        return Uni.createFrom().item(shelf);
    }

    @Override
    public Uni<Response<String>> greet(String customer, String text) {
        return Uni.createFrom().item(Response.of(text).with("X-Greeting", "Hello, " + customer));
    }

    @Override
    public Uni<byte[]> reversed(byte[] bytes) {
        if (bytes == null) {
            return Uni.createFrom().nullItem();
        }
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return Uni.createFrom().item(reversed);
    }

    @Override
    public Uni<Ware> pack(Ware ware) {
        return Uni.createFrom().item(ware);
    }

    @Override
    public Multi<Response<String>> where(String text) {
        return Multi.createFrom().item(Response.of(text).with("X-Instance", INSTANCE));
    }
}
