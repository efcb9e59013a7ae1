package dev.natsmesh.deployment.events;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;

import org.eclipse.microprofile.faulttolerance.Fallback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.ConnectionLostException;
import dev.natsmesh.NatsClient;
import dev.natsmesh.Publish;
import dev.natsmesh.deployment.MeshApplication;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class PublishWithoutConnectionTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.withoutServer(Events.class)
            .overrideConfigKey("quarkus.nats.servers", "nats://127.0.0.1:1")
            .overrideConfigKey("quarkus.nats.connect-timeout", "100ms");

    @NatsClient
    Events events;

    @Test
    void failsAtOnce() {
        assertThatThrownBy(() -> events.happened().await().atMost(Duration.ofSeconds(5)))
                .isInstanceOf(ConnectionLostException.class).hasMessageContaining("Events.happened: not sent");
        assertThatThrownBy(events::waited).isInstanceOf(ConnectionLostException.class);
    }

    @Test
    void faultToleranceIsThatOfCalls() {
        assertThatNoException().isThrownBy(() -> events.replaced());
    }

    @NatsClient("lonely")
    public interface Events {

        @Publish
        Uni<Void> happened();

        @Publish
        void waited();

        @Publish
        @Fallback(fallbackMethod = "nothing")
        void replaced();

        default void nothing() {
            // There is nothing to replace it with.
        }
    }
}
