package dev.natsmesh.interop;

import dev.natsmesh.Header;
import dev.natsmesh.NatsClient;
import dev.natsmesh.Publish;
import dev.natsmesh.Subject;
import io.smallrye.mutiny.Uni;

@NatsClient("sales")
public interface WareEvents {

    @Publish
    @Subject("sales.{shelf}.sold")
    Uni<Void> sold(String shelf, @Header("X-Customer") String customer, Wares.Ware ware);
}
