package dev.natsmesh.deployment.stream;

import static dev.natsmesh.deployment.stream.TickerService.ticks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NoRespondersException;
import dev.natsmesh.ServiceException;
import dev.natsmesh.deployment.MeshApplication;
import dev.natsmesh.deployment.stream.Ticker.Exhausted;
import dev.natsmesh.deployment.stream.Ticker.Tick;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;

/** Streams between a caller and a service, however messages are carried. */
abstract class StreamGuarantees {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static QuarkusUnitTest application() {
        return MeshApplication.of(StreamGuarantees.class, Ticker.class, TickerService.class, Nobody.class);
    }

    @NatsClient
    Ticker ticker;
    @NatsClient
    Nobody nobody;

    @BeforeEach
    void forget() {
        TickerService.MADE.set(0);
        TickerService.BEGUN.set(0);
        TickerService.CANCELLED.set(0);
    }

    @Test
    void serviceStreamsInOrder() {
        List<Tick> items = all(ticker.count(5, 10_005));
        assertThat(items).hasSize(10_000);
        assertThat(items).extracting(Tick::number).isSorted().startsWith(5L).endsWith(10_004L);
    }

    @Test
    void anEmptyStreamEnds() {
        assertThat(all(ticker.nothing())).isEmpty();
    }

    @Test
    void aDeclaredExceptionComesAfterTheItems() {
        AssertSubscriber<Tick> subscriber = failing(100).subscribe()
                .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
        subscriber.awaitFailure(PATIENCE);
        assertThat(subscriber.getItems()).hasSize(100);
        assertThat(subscriber.getFailure()).isInstanceOfSatisfying(Exhausted.class,
                e -> assertThat(e.getAfter()).isEqualTo(100));
    }

    @Test
    void anUnforeseenFailureTellsNothing() {
        assertThatThrownBy(() -> all(ticker.unforeseen())).isInstanceOfSatisfying(ServiceException.class,
                e -> assertThat(e.code()).isEqualTo(500)).hasMessageNotContaining("secret");
    }

    @Test
    void anItemThatIsTooLargeFailsTheStreamWithBothSizes() {
        assertThatThrownBy(() -> all(ticker.large())).isInstanceOf(ServiceException.class).hasMessageContaining("1048576")
                .hasMessageContaining("2000");
    }

    @Test
    void blockingCodeMakesItemsOnAWorker() {
        assertThat(all(ticker.blocking(2_000))).hasSize(2_000).extracting(Tick::text).containsOnly("made on a worker");
    }

    @Test
    void callerStreams() {
        assertThat(ticker.sum("all", ticks(0, 10_000)).await().atMost(PATIENCE)).isEqualTo(49_995_000L);
    }

    @Test
    void callerStreamsNothing() {
        assertThat(ticker.sum("none", Multi.createFrom().empty()).await().atMost(PATIENCE)).isZero();
    }

    @Test
    void aBlockingCallStreams() {
        assertThat(ticker.await(ticks(0, 3))).isEqualTo("tick 0,tick 1,tick 2");
    }

    @Test
    void bothStream() {
        List<Tick> items = all(ticker.doubled(ticks(0, 5_000)));
        assertThat(items).hasSize(5_000);
        assertThat(items.get(4_999).number()).isEqualTo(9_998);
    }

    @Test
    void aServiceThatWantsNoMoreStopsTheCaller() {
        AtomicLong made = new AtomicLong();
        AtomicInteger stopped = new AtomicInteger();
        Multi<Tick> endless = Multi.createFrom().<Long, Tick>generator(() -> 0L, (number, emitter) -> {
            made.incrementAndGet();
            emitter.emit(new Tick(number, ""));
            return number + 1;
        }).onCancellation().invoke(stopped::incrementAndGet);
        assertThat(ticker.firstThree(endless).await().atMost(PATIENCE)).isEqualTo(3);
        until(() -> stopped.get() == 1);
        assertThat(made.get()).isLessThan(5_000);
    }

    @Test
    void cancellingStopsTheService() {
        List<Tick> three = ticker.endless().select().first(3).collect().asList().await().atMost(PATIENCE);
        assertThat(three).hasSize(3);
        until(() -> TickerService.CANCELLED.get() == 1);
        assertThat(TickerService.MADE.get()).isLessThan(5_000);
    }

    @Test
    void aServiceMakesNoMoreThanASlowCallerTakes() {
        AssertSubscriber<Tick> slow = ticker.endless().subscribe().withSubscriber(AssertSubscriber.create(10));
        slow.awaitItems(10, PATIENCE);
        slow.request(1_000).awaitItems(1_010, PATIENCE);
        // It is ahead by its credit at most.
        assertThat(TickerService.MADE.get()).isLessThan(1_010 + 1_024 + 64);
        slow.cancel();
        until(() -> TickerService.CANCELLED.get() == 1);
    }

    @Test
    void aCallersFailureEndsTheCallAsItself() {
        Multi<Tick> broken = Multi.createBy().concatenating().streams(ticks(0, 10),
                Multi.createFrom().failure(new IllegalStateException("of the caller")));
        assertThatThrownBy(() -> ticker.sum("broken", broken).await().atMost(PATIENCE))
                .isInstanceOf(IllegalStateException.class).hasMessage("of the caller");
    }

    @Test
    void nobodyServes() {
        assertThatThrownBy(() -> all(nobody.items())).isInstanceOf(NoRespondersException.class);
    }

    @Test
    void eachSubscriptionIsACall() {
        Multi<Tick> twice = ticker.count(0, 10);
        assertThat(all(twice)).isEqualTo(all(twice));
    }

    @Test
    void manyStreamsAtOnce() {
        List<Long> sums = Multi.createFrom().range(0, 200)
                .onItem().transformToUni(i -> ticker.count(0, 500).collect().with(
                        java.util.stream.Collectors.summingLong(Tick::number)))
                .merge(200).collect().asList().await().atMost(PATIENCE);
        assertThat(sums).hasSize(200).containsOnly(124_750L);
    }

    /** A checked exception that the method declares comes through the stream. */
    private Multi<Tick> failing(int items) {
        try {
            return ticker.failing(items);
        } catch (Exhausted e) {
            throw new AssertionError(e);
        }
    }

    private static <T> List<T> all(Multi<T> stream) {
        return stream.collect().asList().await().atMost(PATIENCE);
    }

    private static void until(BooleanSupplier condition) {
        Awaitility.await().atMost(PATIENCE).until(condition::getAsBoolean);
    }

    /** Not served. */
    @NatsClient("nobody")
    public interface Nobody {
        Multi<String> items();
    }
}
