package dev.natsmesh.deployment.stream;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import dev.natsmesh.NatsService;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;

@NatsService
public class TickerService implements Ticker {

    static final AtomicLong MADE = new AtomicLong();
    static final AtomicInteger CANCELLED = new AtomicInteger();
    static final AtomicInteger BEGUN = new AtomicInteger();

    static Multi<Tick> ticks(int from, int to) {
        return Multi.createFrom().range(from, to).map(i -> new Tick(i, "tick " + i));
    }

    @Override
    public Multi<Tick> count(int from, int to) {
        return ticks(from, to);
    }

    @Override
    public Multi<Tick> failing(int items) {
        return Multi.createBy().concatenating().streams(ticks(0, items), Multi.createFrom().failure(new Exhausted(items)));
    }

    @Override
    public Multi<Tick> unforeseen() {
        return Multi.createFrom().failure(new IllegalStateException("a secret"));
    }

    @Override
    public Multi<Tick> endless() {
        BEGUN.incrementAndGet();
        return Multi.createFrom().generator(() -> 0L, (number, emitter) -> {
            MADE.incrementAndGet();
            emitter.emit(new Tick(number, "one of many"));
            return number + 1;
        }).onCancellation().invoke(CANCELLED::incrementAndGet).map(Tick.class::cast);
    }

    @Override
    @Blocking
    public Multi<Tick> blocking(int items) {
        return Multi.createFrom().items(Stream.iterate(0, i -> i + 1).limit(items).map(i -> {
            if (Context.isOnEventLoopThread()) {
                throw new IllegalStateException("made on an event loop");
            }
            return new Tick(i, "made on " + (Context.isOnWorkerThread() ? "a worker" : "another thread"));
        }));
    }

    @Override
    public Multi<String> large() {
        return Multi.createFrom().items("small", "x".repeat(2_000_000));
    }

    @Override
    public Uni<Long> sum(String name, Multi<Tick> ticks) {
        return ticks.collect().with(java.util.stream.Collectors.summingLong(Tick::number));
    }

    @Override
    public Uni<Integer> firstThree(Multi<Tick> ticks) {
        return ticks.select().first(3).collect().asList().map(List::size);
    }

    @Override
    public Uni<Void> ignored(Multi<Tick> ticks) {
        return Uni.createFrom().nothing();
    }

    @Override
    public String await(Multi<Tick> ticks) {
        return ticks.map(Tick::text).collect().asList().map(all -> String.join(",", all)).await().indefinitely();
    }

    @Override
    public Multi<Tick> doubled(Multi<Tick> ticks) {
        return ticks.map(tick -> new Tick(2 * tick.number(), tick.text()));
    }

    @Override
    public Multi<List<Integer>> nothing() {
        return Multi.createFrom().empty();
    }
}
