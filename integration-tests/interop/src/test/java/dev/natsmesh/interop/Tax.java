package dev.natsmesh.interop;

import org.eclipse.microprofile.faulttolerance.Timeout;

import dev.natsmesh.NatsClient;

/** Served by {@code src/test/js/service.js}. */
@NatsClient("tax")
public interface Tax {

    Rate rate(String region, String sku);

    Rate refused(String sku);

    Rate garbled(String sku);

    @Timeout(500)
    Rate silent(String sku);

    Seen caller();

    record Rate(String region, String sku, int percent) {
    }

    record Seen(String caller, long millis) {
    }
}
