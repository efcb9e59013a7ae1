package dev.natsmesh.shop.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.natsmesh.CallRefusedException;
import dev.natsmesh.NatsClient;
import dev.natsmesh.ServiceException;
import dev.natsmesh.shop.Inventory;
import dev.natsmesh.shop.Order;
import dev.natsmesh.shop.OutOfStock;
import dev.natsmesh.shop.Reservation;
import dev.natsmesh.shop.Stock;
import dev.natsmesh.shop.UnknownSku;
import dev.natsmesh.testkit.NatsServerResource;
import dev.natsmesh.testkit.Poll;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;

/** Calls the warehouse the way others do: by its stub, over a server. */
@QuarkusTest
@WithTestResource(NatsServerResource.class)
class WarehouseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @NatsClient
    Inventory inventory;
    @Inject
    MeterRegistry metrics;

    @Test
    void reservingTakesFromTheStock() {
        int before = count("chair");
        Reservation reservation = inventory.reserve(new Order("chair", 3));
        assertThat(reservation.id()).isNotBlank();
        assertThat(reservation.order()).isEqualTo(new Order("chair", 3));
        assertThat(count("chair")).isEqualTo(before - 3);
    }

    @Test
    void moreThanThereIsTakesNothing() {
        assertThatThrownBy(() -> inventory.reserve(new Order("clock", 6)))
                .isInstanceOfSatisfying(OutOfStock.class, e -> {
                    assertThat(e.getSku()).isEqualTo("clock");
                    assertThat(e.getLeft()).isEqualTo(5);
                });
        assertThat(count("clock")).isEqualTo(5);
    }

    @Test
    void whatNobodyEverSoldIsUnknown() {
        assertThatThrownBy(() -> count("unicorn"))
                .isInstanceOfSatisfying(UnknownSku.class, e -> assertThat(e.getSku()).isEqualTo("unicorn"));
        assertThatThrownBy(() -> inventory.reserve(new Order("unicorn", 1))).isInstanceOf(UnknownSku.class);
    }

    @Test
    void nobodyCarriesMoreThanAHundred() {
        assertThatThrownBy(() -> inventory.reserve(new Order("lamp", 101)))
                .isInstanceOfSatisfying(ServiceException.class, e -> assertThat(e.code()).isEqualTo(413));
    }

    @Test
    void tellsTheStockAndEachChange() {
        AssertSubscriber<Stock> watching = inventory.watch("lamp").subscribe()
                .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
        watching.awaitItems(1, PATIENCE);
        inventory.reserve(new Order("lamp", 3));
        watching.awaitItems(2, PATIENCE);
        inventory.deliver(new Order("lamp", 3)).await().atMost(PATIENCE);
        watching.awaitItems(3, PATIENCE);
        watching.cancel();
        int first = watching.getItems().get(0).count();
        assertThat(watching.getItems()).extracting(Stock::count).containsExactly(first, first - 3, first);
        until("shop.watching.left", 1);
    }

    @Test
    void whoeverWaitsGetsWhatIsDelivered() {
        int before = count("chair");
        UniAssertSubscriber<Stock> waiting = wait("chair", before + 1);
        inventory.deliver(new Order("chair", 1)).await().atMost(PATIENCE);
        assertThat(waiting.awaitItem(PATIENCE).getItem().count()).isEqualTo(before + 1);
    }

    @Test
    void aFewCanWaitAtOnceAndWhoeverCancelsLeavesASeat() {
        List<UniAssertSubscriber<Stock>> waiting = IntStream.range(0, 5).mapToObj(i -> wait("lamp", 1_000_000)).toList();
        until("shop.waiting", 5);
        assertThat(wait("lamp", 1_000_000).awaitFailure(PATIENCE).getFailure())
                .isInstanceOfSatisfying(CallRefusedException.class, e -> assertThat(e.code()).isEqualTo(429));
        waiting.forEach(UniAssertSubscriber::cancel);
        until("shop.waiting", 0);
        until("shop.waiting.left", 5);
    }

    private UniAssertSubscriber<Stock> wait(String sku, int wanted) {
        return inventory.awaitEnough(new Order(sku, wanted)).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private void until(String metric, double value) {
        Poll.until(metric + " to be " + value, PATIENCE,
                () -> metrics.get(metric).meter().measure().iterator().next().getValue() == value);
    }

    private int count(String sku) {
        return inventory.stock(sku).await().atMost(PATIENCE).count();
    }
}
