package dev.natsmesh.deployment.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.deployment.MeshApplication;
import io.quarkus.test.QuarkusUnitTest;

/** No body is too small to be compressed: those that would grow stay as they are, with what is told about them. */
class SmallestBodiesCompressedTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication
            .of(CompressionTest.Press.class, CompressionTest.PressService.class)
            .overrideConfigKey("quarkus.nats.compression.enabled", "true")
            .overrideConfigKey("quarkus.nats.compression.min-size", "0");

    @NatsClient
    CompressionTest.Press press;

    @Test
    void nullAndEmptyStayWhatTheyAre() {
        assertThat(press.bytes(null)).isNull();
        assertThat(press.bytes(new byte[0])).isEmpty();
        assertThat(press.text(null)).isNull();
        assertThat(press.text("x".repeat(100))).hasSize(100);
    }
}
