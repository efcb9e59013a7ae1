package dev.natsmesh.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/** Where the user has Netty's native transport, the event loop uses it. */
class NativeTransportTest extends RequestGuarantees {

    private static Vertx vertx;

    NativeTransportTest() {
        super(settings -> new EventLoopTransports(vertx, settings, Duration.ofSeconds(1), 1));
    }

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        assumeTrue(System.getProperty("os.name").equals("Linux") && System.getProperty("os.arch").equals("amd64"),
                "the native transport on the class path is for Linux on amd64");
    }

    @AfterAll
    static void close() {
        vertx.close();
    }

    @Test
    void theNativeTransportIsThere() {
        assertThat(vertx.unavailableNativeTransportCause()).isNull();
        assertThat(vertx.isNativeTransportEnabled()).isTrue();
    }
}
