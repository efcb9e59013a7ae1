package dev.natsmesh.deployment.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.ConnectionLostException;
import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.deployment.MeshApplication;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Services are called where there is no server, by whoever injects their contracts plainly. */
class WithoutServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication
            .withoutServer(Prices.class, FixedPrices.class, Cart.class)
            .overrideConfigKey("quarkus.nats.devservices.enabled", "false")
            .overrideConfigKey("quarkus.nats.servers", "nats://localhost:1")
            .overrideConfigKey("quarkus.nats.connect-timeout", "50ms")
            .overrideConfigKey("quarkus.nats.timeout", "200ms");

    @Inject
    Prices prices;
    @Inject
    Cart cart;
    @NatsClient
    Prices remote;

    @Test
    void contractGivesTheServicesBean() {
        assertThat(prices.of("lamp").await().atMost(PATIENCE)).isEqualTo(1_990);
        assertThat(prices.history("lamp").collect().asList().await().atMost(PATIENCE)).isEqualTo(List.of(1_790, 1_990));
    }

    @Test
    void beansOfTheApplicationGetTheSame() {
        assertThat(cart.total(2)).isEqualTo(3_980);
    }

    @Test
    void stubNeedsAServer() {
        assertThatThrownBy(() -> remote.of("lamp").await().atMost(PATIENCE)).isInstanceOf(ConnectionLostException.class);
    }

    @NatsClient("prices")
    public interface Prices {
        Uni<Integer> of(String sku);

        Multi<Integer> history(String sku);
    }

    @NatsService(version = "1.0.0")
    public static class FixedPrices implements Prices {

        @Override
        public Uni<Integer> of(String sku) {
            return Uni.createFrom().item(1_990);
        }

        @Override
        public Multi<Integer> history(String sku) {
            return Multi.createFrom().items(1_790, 1_990);
        }
    }

    @ApplicationScoped
    public static class Cart {

        @Inject
        Prices prices;

        int total(int count) {
            return prices.of("lamp").await().atMost(PATIENCE) * count;
        }
    }
}
