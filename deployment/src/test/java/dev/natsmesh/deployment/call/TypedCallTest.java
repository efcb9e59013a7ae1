package dev.natsmesh.deployment.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.deployment.MeshApplication;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class TypedCallTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Pricing.class, PricingService.class, Order.class, Quote.class,
            UnknownSku.class);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @NatsClient
    Pricing remote;

    @Inject
    Pricing local;

    @Test
    void uniGetsTheServicesAnswer() {
        Quote quote = remote.quote(new Order("book", 3)).await().atMost(PATIENCE);
        assertThat(quote).isEqualTo(new Quote("book", 30));
    }

    @Test
    void completionStageAndPlainValuesWork() {
        assertThat(remote.later("pen").toCompletableFuture().join()).isEqualTo("later pen");
        assertThat(remote.sum(40, 2)).isEqualTo(42);
        assertThat(remote.names(List.of("a", "b"))).containsExactly("b", "a");
        remote.touch("x");
        assertThat(remote.ping().await().atMost(PATIENCE)).isNull();
    }

    @Test
    void declaredExceptionArrivesWithItsProperties() {
        assertThatThrownBy(() -> remote.find("nope")).isInstanceOfSatisfying(UnknownSku.class,
                e -> assertThat(e.getSku()).isEqualTo("nope")).hasMessage("unknown SKU nope");
    }

    @Test
    void plainInjectionGivesTheLocalBean() {
        assertThat(local.toString()).isEqualTo("the service itself");
        assertThat(remote.toString()).doesNotContain("the service itself");
    }

    @NatsClient("pricing")
    public interface Pricing {
        Uni<Quote> quote(Order order);

        CompletionStage<String> later(String name);

        int sum(int a, int b);

        List<String> names(List<String> names);

        void touch(String name);

        Uni<Void> ping();

        String find(String sku) throws UnknownSku;
    }

    @NatsService(version = "1.2.0")
    public static class PricingService implements Pricing {

        @Override
        public Uni<Quote> quote(Order order) {
            return Uni.createFrom().item(new Quote(order.sku(), order.count() * 10));
        }

        @Override
        public CompletionStage<String> later(String name) {
            return CompletableFuture.completedFuture("later " + name);
        }

        @Override
        public int sum(int a, int b) {
            return a + b;
        }

        @Override
        public List<String> names(List<String> names) {
            return List.of(names.get(1), names.get(0));
        }

        @Override
        public void touch(String name) {
        }

        @Override
        public Uni<Void> ping() {
            return Uni.createFrom().voidItem();
        }

        @Override
        public String find(String sku) throws UnknownSku {
            throw new UnknownSku(sku);
        }

        @Override
        public String toString() {
            return "the service itself";
        }
    }

    public record Order(String sku, int count) {
    }

    public record Quote(String sku, int price) {
    }

    public static class UnknownSku extends Exception {
        private static final long serialVersionUID = 1L;
        private final String sku;

        public UnknownSku(String sku) {
            super("unknown SKU " + sku);
            this.sku = sku;
        }

        public String getSku() {
            return sku;
        }
    }
}
