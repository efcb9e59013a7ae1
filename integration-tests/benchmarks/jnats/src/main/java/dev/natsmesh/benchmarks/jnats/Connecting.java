package dev.natsmesh.benchmarks.jnats;

import java.io.IOException;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;

/** Connections to the server that the runner names. */
final class Connecting {

    private Connecting() {
    }

    static Options.Builder defaults() {
        return new Options.Builder().server(System.getProperty("bench.servers"));
    }

    static Connection connect(Options.Builder options) throws IOException, InterruptedException {
        return Nats.connect(options.build());
    }
}
