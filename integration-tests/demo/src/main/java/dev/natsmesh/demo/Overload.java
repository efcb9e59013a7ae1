package dev.natsmesh.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.natsmesh.testkit.Progress;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.impl.Headers;

/**
 * Ten times the calls that the shop's experts can do: they do as many as before and as fast as before, and the others are refused at
 * once. How many they can do is measured first, by a client that calls again when it has an answer.
 */
final class Overload implements Experiment {

    private static final int TIMES = 10;
    /** As many as one instance takes, so that none refuses one, and so many that both have enough although calls go to them at random. */
    private static final int OUTSTANDING = 40;
    private static final int MOST_OUTSTANDING = 50_000;
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration MEASURED = Duration.ofSeconds(4);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final byte[] THING = "\"an old lamp\"".getBytes(StandardCharsets.UTF_8);

    @Override
    public String name() {
        return "overload";
    }

    @Override
    public void run(Shop shop, Findings findings) throws IOException, InterruptedException {
        Options options = Options.builder().servers(shop.servers().split(",")).maxMessagesInOutgoingQueue(MOST_OUTSTANDING)
                .build();
        try (Connection connection = Nats.connect(options)) {
            closed(connection, WARM_UP);
            Progress.step("what the experts can do, with %d calls at a time", OUTSTANDING);
            Count capacity = closed(connection, MEASURED);
            Progress.step("%.0f calls a second, the 99th percentile after %d ms; now %d times as many", capacity.perSecond(),
                    capacity.p99().toMillis(), TIMES);
            open(connection, capacity.perSecond() * TIMES, WARM_UP);
            Count overloaded = open(connection, capacity.perSecond() * TIMES, MEASURED);
            findings.value("capacity", "%.0f/s".formatted(capacity.perSecond()))
                    .value("offered", "%.0f/s".formatted(capacity.perSecond() * TIMES))
                    .value("goodput", "%.0f/s(%.0f%%)".formatted(overloaded.perSecond(),
                            100 * overloaded.perSecond() / capacity.perSecond()))
                    .value("p99", capacity.p99().toMillis() + "ms").value("p99-overloaded", overloaded.p99().toMillis() + "ms")
                    .value("others", overloaded.failures)
                    .expect(capacity.failures.isEmpty(), "calls failed while the capacity was measured: %s", capacity.failures)
                    .expect(overloaded.perSecond() >= 0.9 * capacity.perSecond(), "the goodput is too low")
                    .expect(overloaded.p99().compareTo(capacity.p99().multipliedBy(2)) <= 0, "answers come too late")
                    .expect(overloaded.failures.keySet().stream().allMatch("503"::equals), "others than refusals");
        }
    }

    /** As many calls at a time as there are, until the time is over. */
    private static Count closed(Connection connection, Duration length) throws InterruptedException {
        Count count = new Count(length);
        Semaphore permits = new Semaphore(OUTSTANDING);
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() - end < 0) {
            permits.acquire();
            call(connection, System.nanoTime(), count, permits);
        }
        permits.acquire(OUTSTANDING);
        return count;
    }

    /** So many calls a second, however long the answers take. */
    private static Count open(Connection connection, double perSecond, Duration length) throws InterruptedException {
        Count count = new Count(length);
        Semaphore permits = new Semaphore(MOST_OUTSTANDING);
        long begin = System.nanoTime();
        double interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
        for (long i = 0; i * interval < length.toNanos(); i++) {
            long due = begin + (long) (i * interval);
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            permits.acquire();
            call(connection, due, count, permits);
        }
        permits.acquire(MOST_OUTSTANDING);
        return count;
    }

    private static void call(Connection connection, long due, Count count, Semaphore permits) {
        connection.request("appraisal.appraise", new Headers().add("Nats-Mesh-Timeout-Ms", Long.toString(TIMEOUT.toMillis())),
                THING).orTimeout(TIMEOUT.toNanos(), TimeUnit.NANOSECONDS).whenComplete((reply, failure) -> {
                    count.ended(reply, failure, Duration.ofNanos(System.nanoTime() - due));
                    permits.release();
                });
    }

    /** What became of calls in a time; what is answered after it is answered when nothing is left to do. */
    private static final class Count {

        private final Duration length;
        private final long end;
        private final List<Duration> answered = new ArrayList<>();
        private final Map<String, Integer> failures = new TreeMap<>();

        Count(Duration length) {
            this.length = length;
            this.end = System.nanoTime() + length.toNanos();
        }

        synchronized void ended(Message reply, Throwable failure, Duration took) {
            String code = reply == null || !reply.hasHeaders() ? null : reply.getHeaders().getFirst("Nats-Service-Error-Code");
            if (failure == null && code == null) {
                if (System.nanoTime() - end <= 0) {
                    answered.add(took);
                }
            } else {
                failures.merge(failure == null ? code : failure.getClass().getSimpleName(), 1, Integer::sum);
            }
        }

        synchronized double perSecond() {
            return answered.size() / (length.toNanos() / 1e9);
        }

        synchronized Duration p99() {
            answered.sort(null);
            return answered.isEmpty() ? Duration.ZERO : answered.get((answered.size() - 1) * 99 / 100);
        }
    }
}
