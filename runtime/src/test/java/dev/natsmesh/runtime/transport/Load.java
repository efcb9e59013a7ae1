package dev.natsmesh.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;

import dev.natsmesh.NoRespondersException;

/** Keeps a number of requests under way, each with a body of its own, and remembers how each ended. */
final class Load {

    private static final Duration PATIENCE = TransportConformance.PATIENCE;
    private static final AtomicInteger IDS = new AtomicInteger();

    private final Transport client;
    private final String subject;
    private final boolean resendable;
    private final boolean retryUnserved;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger succeeded = new AtomicInteger();
    private final Map<String, Throwable> failures = new ConcurrentHashMap<>();
    private final AtomicLong longestNanos = new AtomicLong();
    private volatile boolean stopped;

    private Load(Transport client, String subject, boolean resendable, boolean retryUnserved) {
        this.client = client;
        this.subject = subject;
        this.resendable = resendable;
        this.retryUnserved = retryUnserved;
    }

    static Load of(Transport client, String subject, boolean resendable, int outstanding) {
        return new Load(client, subject, resendable, false).start(outstanding);
    }

    /** Sends again what nobody served: such a request has not run. */
    static Load retryingUnserved(Transport client, String subject, int outstanding) {
        return new Load(client, subject, false, true).start(outstanding);
    }

    private Load start(int outstanding) {
        for (int i = 0; i < outstanding; i++) {
            next();
        }
        return this;
    }

    private void next() {
        if (!stopped) {
            underWay.incrementAndGet();
            send("request-" + IDS.incrementAndGet());
        }
    }

    private void send(String id) {
        long start = System.nanoTime();
        TransportConformance
                .send(client, subject, id.getBytes(StandardCharsets.UTF_8), resendable, Duration.ofSeconds(20))
                .whenComplete((reply, failure) -> {
                    longestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
                    ended(id, reply, failure);
                });
    }

    private void ended(String id, Reply reply, Throwable failure) {
        if (retryUnserved && failure instanceof NoRespondersException) {
            send(id);
            return;
        }
        if (failure != null) {
            failures.put(id, failure);
        } else if (!reply.text().equals(id)) {
            failures.put(id, new AssertionError("got the reply to another request: " + reply.text()));
        } else {
            succeeded.incrementAndGet();
        }
        next();
        underWay.decrementAndGet();
    }

    /** Returns when so many more requests have succeeded. */
    Load awaitMore(int successes) {
        int goal = succeeded.get() + successes;
        Awaitility.await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(succeeded).as("failures: %s", failures).hasValueGreaterThanOrEqualTo(goal));
        return this;
    }

    /** Sends no more, and returns when all have ended. */
    Load stop() {
        stopped = true;
        Awaitility.await().atMost(PATIENCE).until(() -> underWay.get() == 0);
        return this;
    }

    Map<String, Throwable> failures() {
        return failures;
    }

    /** How long the longest request took, whatever its end was. */
    Duration longest() {
        return Duration.ofNanos(longestNanos.get());
    }

    int succeeded() {
        return succeeded.get();
    }
}
