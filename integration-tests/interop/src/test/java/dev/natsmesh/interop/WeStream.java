package dev.natsmesh.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsMeshException;
import dev.natsmesh.ServiceException;
import dev.natsmesh.interop.Streams.Line;
import dev.natsmesh.interop.Streams.Tick;
import dev.natsmesh.interop.Streams.Totals;
import dev.natsmesh.testkit.Poll;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Our stub and a service of streams in another language. */
abstract class WeStream {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BEFORE_WE_ARE_LOST = Peer.LIVENESS.multipliedBy(3).dividedBy(4);

    private static Process service;

    @NatsClient
    ForeignStreams streams;

    abstract Peer peer();

    @BeforeEach
    void service() throws IOException {
        if (service == null || !service.isAlive()) {
            service = peer().start("streams", ConfigProvider.getConfig().getValue("quarkus.nats.servers", String.class),
                    "foreign");
        }
    }

    @AfterAll
    static void end() {
        if (service != null) {
            service.destroyForcibly();
            service = null;
        }
    }

    @Test
    void itemsArriveInOrderUpToTheEnd() {
        assertThat(all(streams.ticks(1000))).isEqualTo(ticks(1000));
    }

    @Test
    void slowReaderGetsAllItems() {
        assertThat(all(streams.ticks(200).onItem().call(tick -> pause(5)))).isEqualTo(ticks(200));
    }

    @Test
    void whoHasNothingToSendIsNotTakenForLost() {
        Duration silence = Peer.LIVENESS.multipliedBy(5).dividedBy(4);
        assertThat(all(streams.ticks(1000).onItem().call(tick -> pause(tick.number() == 1 ? silence.toMillis() : 0))))
                .isEqualTo(ticks(1000));
    }

    @Test
    void failureComesAfterTheItems() {
        assertThat(all(streams.ticks(-5).onFailure().recoverWithCompletion())).isEqualTo(ticks(5));
        assertRefused(streams.ticks(-5).collect().last(), "no tick after 5");
    }

    @Test
    void cancelEndsTheStreamAtTheService() {
        assertThat(all(streams.ticks(1_000_000).select().first(20))).isEqualTo(ticks(20));
        Poll.until("no open stream", BEFORE_WE_ARE_LOST, () -> streams.open() == 0);
    }

    @Test
    void resultComesAfterTheLastLine() {
        assertThat(streams.upload(lines(1000, "book")).await().atMost(PATIENCE)).isEqualTo(new Totals(1000, 500_500));
    }

    @Test
    void serviceThatWantsNoMoreStopsTheSource() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        assertThat(streams.upload(lines(1_000_000, "last").onCancellation().invoke(stopped::countDown)).await()
                .atMost(PATIENCE)).isEqualTo(new Totals(10, 55));
        assertThat(stopped.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void failureOfTheServiceStopsTheSource() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        assertRefused(streams.upload(lines(1_000_000, "bad").onCancellation().invoke(stopped::countDown)), "line 10 is bad");
        assertThat(stopped.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void failureOfTheSourceReachesTheService() {
        Multi<Line> failing = Multi.createBy().concatenating().streams(lines(9, "book"),
                Multi.createFrom().failure(new ServiceException(409, "no line 10")));
        assertRefused(streams.upload(failing), "no line 10");
        Poll.until("no open stream", PATIENCE, () -> streams.open() == 0);
    }

    @Test
    void bothSidesStreamAtOnce() {
        assertThat(all(streams.echo(lines(2000, "book")))).isEqualTo(all(lines(2000, "book")));
    }

    @Test
    void serviceThatIsLostEndsTheStream() {
        AtomicBoolean begun = new AtomicBoolean();
        CompletableFuture<List<Tick>> reading = streams.ticks(1_000_000).onItem().call(tick -> {
            begun.set(true);
            return pause(100);
        }).collect().asList().subscribeAsCompletionStage();
        Poll.until("the first item", PATIENCE, begun::get);
        service.destroyForcibly();
        assertThatThrownBy(() -> reading.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
                .isInstanceOf(CompletionException.class).cause().isInstanceOf(NatsMeshException.class);
    }

    private static void assertRefused(Uni<?> call, String text) {
        assertThatThrownBy(() -> call.await().atMost(PATIENCE)).isInstanceOfSatisfying(ServiceException.class,
                e -> assertThat(e.code()).isEqualTo(409)).hasMessage(text);
    }

    private static <T> List<T> all(Multi<T> items) {
        return items.collect().asList().await().atMost(PATIENCE);
    }

    private static List<Tick> ticks(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Tick::new).toList();
    }

    /** Lines of books, the tenth of which has another SKU. */
    private static Multi<Line> lines(int count, String tenth) {
        return Multi.createFrom().range(1, count + 1).map(number -> new Line(number == 10 ? tenth : "book", number));
    }

    private static Uni<Void> pause(long millis) {
        return millis == 0
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().voidItem().onItem().delayIt().by(Duration.ofMillis(millis));
    }
}
