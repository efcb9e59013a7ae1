package dev.natsmesh.deployment.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.impl.Headers;
import io.quarkus.test.QuarkusUnitTest;

/** A service whose methods block, without any configuration, gets ten times the calls that it can do. */
class OverloadTest {

    private static final Logger LOG = Logger.getLogger(OverloadTest.class);
    private static final int THREADS = 8;
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final int OUTSTANDING = 20_000;

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Desk.class, DeskService.class)
            .overrideConfigKey("quarkus.thread-pool.max-threads", Integer.toString(THREADS));

    @Test
    void itsGoodputStays() throws Exception {
        try (Connection peer = Nats.connect(MeshApplication.serverUrl())) {
            asFastAsAnswersCome(peer, Duration.ofMillis(500));
            double capacity = asFastAsAnswersCome(peer, Duration.ofSeconds(1)).size();
            List<Duration> answered = atRate(peer, 10 * capacity, Duration.ofSeconds(2), Duration.ofSeconds(2));
            Duration p99 = answered.get((answered.size() - 1) * 99 / 100);
            LOG.infof("%d calls of a capacity of %.0f were answered in time, the 99th percentile after %d ms",
                    answered.size(), 2 * capacity, p99.toMillis());
            assertThat(answered).hasSizeGreaterThan((int) (0.9 * 2 * capacity));
            assertThat(p99).isLessThan(TIMEOUT.dividedBy(4));
        }
    }

    /** Twice as many calls at a time as there are threads. @return after what times they were answered */
    private static List<Duration> asFastAsAnswersCome(Connection peer, Duration length) throws InterruptedException {
        List<Duration> answered = new ArrayList<>();
        Semaphore permits = new Semaphore(2 * THREADS);
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() - end < 0) {
            permits.acquire();
            call(peer, System.nanoTime(), end, answered, permits);
        }
        permits.acquire(2 * THREADS);
        return answered;
    }

    /**
     * So many calls a second, of which some are made first to fill the queue.
     *
     * @return after what times others were answered well as long as there were so many, in order
     */
    private static List<Duration> atRate(Connection peer, double perSecond, Duration first, Duration length)
            throws InterruptedException {
        List<Duration> answered = new ArrayList<>();
        Semaphore permits = new Semaphore(OUTSTANDING);
        long begin = System.nanoTime();
        long end = begin + first.plus(length).toNanos();
        double interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
        for (long i = 0; i * interval < first.plus(length).toNanos(); i++) {
            long due = begin + (long) (i * interval);
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            permits.acquire();
            call(peer, due, end, due - begin < first.toNanos() ? new ArrayList<>() : answered, permits);
        }
        permits.acquire(OUTSTANDING);
        answered.sort(null);
        return answered;
    }

    private static void call(Connection peer, long due, long end, List<Duration> answered, Semaphore permits) {
        peer.request("overloaded.work", new Headers().add("Nats-Mesh-Timeout-Ms", Long.toString(TIMEOUT.toMillis())),
                "7".getBytes(StandardCharsets.UTF_8)).orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((reply, failure) -> {
                    long now = System.nanoTime();
                    if (isAnswer(reply) && now - end <= 0) {
                        synchronized (answered) {
                            answered.add(Duration.ofNanos(now - due));
                        }
                    }
                    permits.release();
                });
    }

    private static boolean isAnswer(Message reply) {
        return reply != null && !reply.hasHeaders();
    }

    @NatsClient("overloaded")
    public interface Desk {
        int work(int number);
    }

    @NatsService
    public static class DeskService implements Desk {

        static final int MILLIS = 20;

        @Override
        public int work(int number) {
            try {
                TimeUnit.MILLISECONDS.sleep(MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return number;
        }
    }
}
