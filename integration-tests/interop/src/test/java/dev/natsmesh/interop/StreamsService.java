package dev.natsmesh.interop;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.natsmesh.NatsService;
import dev.natsmesh.ServiceException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Does what {@code src/test/peers/README.md} says of a service of streams. */
@NatsService
public class StreamsService implements Streams {

    private final AtomicInteger open = new AtomicInteger();

    int open() {
        return open.get();
    }

    @Override
    public Multi<Tick> ticks(int count) {
        Multi<Tick> ticks = Multi.createFrom().range(1, Math.abs(count) + 1).map(Tick::new);
        if (count < 0) {
            ServiceException failure = new ServiceException(409, "no tick after %d".formatted(-count));
            ticks = Multi.createBy().concatenating().streams(ticks, Multi.createFrom().failure(failure));
        }
        return counted(ticks);
    }

    @Override
    public Uni<Totals> upload(Multi<Line> lines) {
        AtomicInteger number = new AtomicInteger();
        AtomicBoolean enough = new AtomicBoolean();
        return counted(lines).onItem().invoke(line -> {
            number.incrementAndGet();
            if (line.sku().equals("bad")) {
                throw new ServiceException(409, "line %d is bad".formatted(number.get()));
            }
        }).select().first(line -> !enough.getAndSet(line.sku().equals("last")))
                .onItem().scan(() -> new Totals(0, 0), Totals::plus).collect().last();
    }

    @Override
    public Multi<Line> echo(Multi<Line> lines) {
        return counted(lines);
    }

    private <T> Multi<T> counted(Multi<T> items) {
        return items.onSubscription().invoke(open::incrementAndGet).onTermination().invoke(open::decrementAndGet);
    }
}
