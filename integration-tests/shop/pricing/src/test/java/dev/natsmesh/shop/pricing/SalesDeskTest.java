package dev.natsmesh.shop.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.natsmesh.InvalidArgumentsException;
import dev.natsmesh.InvalidArgumentsException.Violation;
import dev.natsmesh.NatsClient;
import dev.natsmesh.shop.Order;
import dev.natsmesh.shop.OutOfStock;
import dev.natsmesh.shop.Pricing;
import dev.natsmesh.shop.Quote;
import dev.natsmesh.shop.Sale;
import dev.natsmesh.shop.UnknownSku;
import dev.natsmesh.testkit.NatsServerResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** Calls the sales desk by its stub, over a server; {@link SmallInventory} stands in for the inventory. */
@QuarkusTest
@WithTestResource(NatsServerResource.class)
class SalesDeskTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @NatsClient
    Pricing pricing;

    @Test
    void quotesThePriceOfAllAndSaysWhoDid() {
        assertThat(quote("lamp", 2)).isEqualTo(new Quote(new Order("lamp", 2), 3_980, true, "the-desk"));
    }

    @Test
    void theLastOnesCostATenthMore() {
        assertThat(quote("clock", 1).cents()).isEqualTo(13_750);
    }

    @Test
    void quotesWhatIsNotThereAsUnavailable() {
        assertThat(quote("lamp", 101).available()).isFalse();
    }

    @Test
    void failureOfTheInventoryReachesTheCallerOfPricing() {
        assertThatThrownBy(() -> quote("unicorn", 1))
                .isInstanceOfSatisfying(UnknownSku.class, e -> assertThat(e.getSku()).isEqualTo("unicorn"));
        assertThatThrownBy(() -> pricing.sell(new Order("lamp", 101)))
                .isInstanceOfSatisfying(OutOfStock.class, e -> assertThat(e.getLeft()).isEqualTo(100));
    }

    @Test
    void sellsWhatIsReserved() {
        assertThat(pricing.sell(new Order("lamp", 3)))
                .isEqualTo(new Sale(new Order("lamp", 3), "shelf-7", 5_970, "the-desk"));
    }

    @Test
    void refusesOrdersOfNothing() {
        assertThatThrownBy(() -> quote(" ", 0)).isInstanceOfSatisfying(InvalidArgumentsException.class,
                e -> assertThat(e.violations()).extracting(Violation::path).containsExactly("order.count", "order.sku"));
        assertThatThrownBy(() -> pricing.sell(new Order("lamp", 0))).isInstanceOf(InvalidArgumentsException.class);
    }

    private Quote quote(String sku, int count) {
        return pricing.quote(new Order(sku, count)).await().atMost(PATIENCE);
    }
}
