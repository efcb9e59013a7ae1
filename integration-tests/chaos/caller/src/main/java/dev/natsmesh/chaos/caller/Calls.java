package dev.natsmesh.chaos.caller;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.natsmesh.NatsClient;
import dev.natsmesh.chaos.contract.CallKind;
import dev.natsmesh.chaos.contract.CallRecord;
import dev.natsmesh.chaos.contract.Desk;
import dev.natsmesh.chaos.contract.Receipt;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;

/** Calls on the event loops, each in a context of its own as if it were made for an HTTP request. Half of them are orders. */
@Singleton
class Calls {

    /** How long after the last call was made one that has not ended counts as never ending. */
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    /** More than there are event loops; they take turns. */
    private static final int CONTEXTS = 16;

    private final Desk desk;
    private final CallLog log;
    private final String name;
    private final long interval;
    private final Random random;
    private final List<Context> loops;
    private final Set<Flight> underWay = ConcurrentHashMap.newKeySet();
    private long count;
    private volatile Thread pacer;

    Calls(@NatsClient Desk desk, CallLog log, Vertx vertx, @ConfigProperty(name = "chaos.instance") String name,
            @ConfigProperty(name = "chaos.rate") double perSecond, @ConfigProperty(name = "chaos.seed") long seed) {
        this.desk = desk;
        this.log = log;
        this.name = name;
        this.interval = Math.round(Duration.ofSeconds(1).toNanos() / perSecond);
        this.random = new Random(seed);
        this.loops = Stream.<Context>generate(((VertxInternal) vertx)::createEventLoopContext).limit(CONTEXTS).toList();
    }

    void start() {
        pacer = new Thread(this::pace, "pacer");
        pacer.start();
    }

    /** Makes no more calls and waits for those under way. @return how many have not ended */
    int stop() {
        Thread running = pacer;
        pacer = null;
        try {
            running.join();
            long limit = System.nanoTime() + PATIENCE.toNanos();
            while (!underWay.isEmpty() && System.nanoTime() - limit < 0) {
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<Flight> unfinished = List.copyOf(underWay);
        unfinished.forEach(Flight::giveUp);
        log.flush();
        return unfinished.size();
    }

    private void pace() {
        long due = System.nanoTime();
        while (pacer == Thread.currentThread()) {
            for (long ahead = due - System.nanoTime(); ahead > 0; ahead = due - System.nanoTime()) {
                LockSupport.parkNanos(ahead);
            }
            make(due);
            due += interval;
        }
    }

    private void make(long due) {
        String id = name + "-" + count;
        CallKind kind = random.nextBoolean() ? CallKind.LOOK : CallKind.ORDER;
        Context loop = loops.get((int) (count % CONTEXTS));
        count++;
        Flight flight = new Flight(id, kind, due, this::ended);
        underWay.add(flight);
        VertxContext.createNewDuplicatedContext(loop).runOnContext(on -> {
            flight.begin();
            call(kind, id).subscribe().with(flight::answered, flight::failed);
        });
    }

    private Uni<Receipt> call(CallKind kind, String id) {
        return switch (kind) {
            case LOOK -> Uni.createFrom().deferred(() -> desk.look(id));
            case ORDER -> Uni.createFrom().deferred(() -> desk.order(id));
        };
    }

    private void ended(Flight flight, CallRecord record) {
        if (underWay.remove(flight)) {
            log.add(record);
        }
    }
}
