package dev.natsmesh.shop.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.natsmesh.NatsClient;
import dev.natsmesh.shop.Inventory;
import dev.natsmesh.shop.Order;
import dev.natsmesh.shop.OutOfStock;
import dev.natsmesh.shop.Reservation;
import dev.natsmesh.shop.UnknownSku;
import dev.natsmesh.testkit.NatsServerResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** Calls the warehouse the way others do: by its stub, over a server. */
@QuarkusTest
@WithTestResource(NatsServerResource.class)
class WarehouseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @NatsClient
    Inventory inventory;

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

    private int count(String sku) {
        return inventory.stock(sku).await().atMost(PATIENCE).count();
    }
}
