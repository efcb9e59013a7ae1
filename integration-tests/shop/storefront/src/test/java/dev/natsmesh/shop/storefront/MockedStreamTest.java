package dev.natsmesh.shop.storefront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NoRespondersException;
import dev.natsmesh.testkit.NatsServerResource;
import io.quarkus.test.InjectMock;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Mocks of methods that stream, either way. */
@QuarkusTest
@WithTestResource(NatsServerResource.class)
class MockedStreamTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    // tag::mock[]
    @InjectMock
    Prices prices;
    @Inject
    PriceBoard board;

    @Test
    void streamsItems() {
        when(prices.of("lamp")).thenReturn(Multi.createFrom().items(1_990, 1_790));
        assertThat(board.lines("lamp")).containsExactly("1990", "1790");
    }

    @Test
    void failsAfterAnItem() {
        when(prices.of("lamp")).thenReturn(Multi.createBy().concatenating().streams(
                Multi.createFrom().item(1_990), Multi.createFrom().failure(new NoRespondersException("gone"))));
        assertThatThrownBy(() -> board.lines("lamp")).isInstanceOf(NoRespondersException.class);
    }

    @Test
    void takesAStream() {
        when(prices.highest(any())).thenAnswer(call -> {
            Multi<Integer> sent = call.getArgument(0);
            return sent.collect().asList().map(List::size);
        });
        assertThat(board.count(3)).isEqualTo(3);
    }
    // end::mock[]

    @Test
    void endsByItselfUnlessItIsToldOtherwise() {
        assertThat(board.lines("lamp")).containsExactly("0");
    }

    @NatsClient("prices")
    public interface Prices {

        Multi<Integer> of(String sku);

        Uni<Integer> highest(Multi<Integer> prices);
    }

    @ApplicationScoped
    public static class PriceBoard {

        @NatsClient
        Prices prices;

        public List<String> lines(String sku) {
            return prices.of(sku).map(String::valueOf).collect().asList().await().atMost(PATIENCE);
        }

        public int count(int items) {
            return prices.highest(Multi.createFrom().range(0, items)).await().atMost(PATIENCE);
        }
    }
}
