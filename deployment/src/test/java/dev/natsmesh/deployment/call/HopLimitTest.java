package dev.natsmesh.deployment.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.CallContext;
import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.ServiceException;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.impl.Headers;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

class HopLimitTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Loop.class, LoopService.class)
            .overrideConfigKey("quarkus.nats.max-hops", "5");

    @NatsClient
    Loop loop;

    @BeforeEach
    void forget() {
        LoopService.SERVED.set(0);
    }

    @Test
    void servicesThatCallEachOtherInACircleComeToAnEnd() {
        assertThatThrownBy(() -> loop.next().await().atMost(PATIENCE)).isInstanceOfSatisfying(ServiceException.class,
                e -> assertThat(e.code()).isEqualTo(508))
                .hasMessage("Loop.next: not called, because 6 calls led here, each made while the one before was served; at"
                        + " most 5 may (quarkus.nats.max-hops)");
        assertThat(LoopService.SERVED).hasValue(6);
    }

    @Test
    void blockingCallsComeToAnEndAsWell() {
        assertThatThrownBy(() -> loop.blocking()).isInstanceOfSatisfying(ServiceException.class,
                e -> assertThat(e.code()).isEqualTo(508));
        assertThat(LoopService.SERVED).hasValue(6);
    }

    @Test
    void aCallThatNoOtherLedToSaysNothing() {
        assertThat(loop.hops()).isEqualTo("none");
        assertThat(loop.behind().await().atMost(PATIENCE)).isEqualTo("1");
    }

    @Test
    void whatAPeerWritesIsCountedOn() throws Exception {
        try (Connection connection = Nats.connect(MeshApplication.serverUrl())) {
            assertThat(behind(connection, "3")).isEqualTo("\"4\"");
            assertThat(behind(connection, "2147483647")).isEmpty();
            for (String strange : new String[]{ "-3", "many", "", "99999999999" }) {
                assertThat(behind(connection, strange)).isEqualTo("\"1\"");
            }
        }
    }

    private static String behind(Connection connection, String hops) throws Exception {
        Message reply = connection.request("loop.behind", new Headers().add("Nats-Mesh-Hops", hops), new byte[0], PATIENCE);
        return new String(reply.getData(), StandardCharsets.UTF_8);
    }

    @NatsClient("loop")
    public interface Loop {
        Uni<String> next();

        String blocking();

        String hops();

        Uni<String> behind();
    }

    @NatsService
    public static class LoopService implements Loop {

        static final AtomicInteger SERVED = new AtomicInteger();

        @NatsClient
        Loop loop;

        @Inject
        CallContext call;

        @Override
        public Uni<String> next() {
            SERVED.incrementAndGet();
            return loop.next();
        }

        @Override
        public String blocking() {
            SERVED.incrementAndGet();
            return loop.blocking();
        }

        @Override
        public String hops() {
            Optional<String> hops = call.header("Nats-Mesh-Hops");
            return hops.orElse("none");
        }

        @Override
        public Uni<String> behind() {
            return Uni.createFrom().item("").emitOn(Infrastructure.getDefaultWorkerPool())
                    .map(x -> loop.hops());
        }
    }
}
