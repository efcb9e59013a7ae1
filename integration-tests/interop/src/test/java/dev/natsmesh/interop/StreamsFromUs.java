package dev.natsmesh.interop;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Our service of streams and a caller in another language. */
abstract class StreamsFromUs extends StreamCalls {

    @Inject
    StreamsService streams;

    @ConfigProperty(name = "quarkus.nats.servers")
    String url;

    @Override
    String url() {
        return url;
    }

    @Override
    String service() {
        return "streams";
    }

    @Override
    int open(String service) {
        return streams.open();
    }
}
