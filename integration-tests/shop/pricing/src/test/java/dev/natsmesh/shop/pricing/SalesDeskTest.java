package dev.natsmesh.shop.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.natsmesh.InvalidArgumentsException;
import dev.natsmesh.InvalidArgumentsException.Violation;
import dev.natsmesh.NatsClient;
import dev.natsmesh.shop.Appraisal;
import dev.natsmesh.shop.Order;
import dev.natsmesh.shop.OutOfStock;
import dev.natsmesh.shop.Price;
import dev.natsmesh.shop.Pricing;
import dev.natsmesh.shop.Quote;
import dev.natsmesh.shop.Sale;
import dev.natsmesh.shop.UnknownSku;
import dev.natsmesh.testkit.NatsServerResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;

/** Calls the sales desk by its stub, over a server; {@link SmallInventory} stands in for the inventory. */
@QuarkusTest
@WithTestResource(NatsServerResource.class)
class SalesDeskTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @NatsClient
    Pricing pricing;
    @NatsClient
    Appraisal appraisal;

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
    void expertsAgreeOnWhatAThingIsWorth() {
        assertThat(appraisal.appraise("an old lamp")).isEqualTo(appraisal.appraise("an old lamp")).isBetween(0L, 10_000L);
    }

    @Test
    void refusesOrdersOfNothing() {
        assertThatThrownBy(() -> quote(" ", 0)).isInstanceOfSatisfying(InvalidArgumentsException.class,
                e -> assertThat(e.violations()).extracting(Violation::path).containsExactly("order.count", "order.sku"));
        assertThatThrownBy(() -> pricing.sell(new Order("lamp", 0))).isInstanceOf(InvalidArgumentsException.class);
    }

    @Test
    void quotesWhatWasWaitedFor() {
        assertThat(pricing.whenAvailable(new Order("lamp", 2)).await().atMost(PATIENCE))
                .isEqualTo(new Quote(new Order("lamp", 2), 3_980, true, "the-desk"));
    }

    @Test
    void tellsEachPriceOnceWhileTheStockChanges() {
        assertThat(all(pricing.prices("lamp"))).extracting(Price::cents).containsExactly(1_990L, 2_189L);
        assertThatThrownBy(() -> all(pricing.prices("unicorn"))).isInstanceOf(UnknownSku.class);
    }

    @Test
    void tellsAPriceOfEachSecondInOrder() {
        List<Price> history = all(pricing.history("lamp", 100_000));
        assertThat(history).hasSize(100_000);
        assertThat(history).extracting(Price::since).isEqualTo(
                Stream.iterate(history.get(0).since(), then -> then.plusSeconds(1)).limit(100_000).toList());
        assertThat(history).extracting(Price::cents).contains(1_990L).allMatch(cents -> cents > 1_790);
        assertThatThrownBy(() -> all(pricing.history("unicorn", 1))).isInstanceOf(UnknownSku.class);
    }

    private static List<Price> all(Multi<Price> prices) {
        return prices.collect().asList().await().atMost(PATIENCE);
    }

    private Quote quote(String sku, int count) {
        return pricing.quote(new Order(sku, count)).await().atMost(PATIENCE);
    }
}
