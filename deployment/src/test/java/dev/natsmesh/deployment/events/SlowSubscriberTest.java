package dev.natsmesh.deployment.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.Publish;
import dev.natsmesh.Subscribe;
import dev.natsmesh.deployment.MeshApplication;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.QuarkusUnitTest;

/** What a subscriber doesn't get done is dropped, so that its memory stays bounded. */
class SlowSubscriberTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Events.class, Slow.class)
            .overrideConfigKey("quarkus.nats.event-memory", "20K")
            .setLogRecordPredicate(record -> record.getLevel().intValue() >= Level.WARNING.intValue()
                    && record.getLoggerName().startsWith("dev.natsmesh"))
            .assertLogRecords(records -> assertThat(records)
                    .extracting(record -> ((ExtLogRecord) record).getFormattedMessage())
                    .containsExactly(
                            "Slow.take is too slow: its unfinished events take 20480 bytes (quarkus.nats.event-memory);"
                                    + " dropping more",
                            "Slow.take takes events again; 92 were dropped"));

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @NatsClient
    Events events;

    @Inject
    Slow slow;

    @Inject
    MeterRegistry registry;

    @BeforeAll
    static void keepMeters() {
        Metrics.addRegistry(new SimpleMeterRegistry());
    }

    @Test
    void dropsWhatIsTooMuchAndGoesOn() {
        String kilobyte = "x".repeat(1500 - 2);
        for (int i = 0; i < 100; i++) {
            events.sent(kilobyte);
        }
        await().atMost(PATIENCE).until(() -> count("refused") == 92);

        slow.may.release(1000);
        await().atMost(PATIENCE).until(() -> count("success") == 8);
        events.sent(kilobyte);

        await().atMost(PATIENCE).until(() -> count("success") == 9);
        assertThat(slow.taken).hasValue(9);
    }

    private long count(String outcome) {
        Timer timer = registry.find("messaging.process.duration").tags("subscriber", "Slow.take", "outcome", outcome).timer();
        return timer == null ? 0 : timer.count();
    }

    @NatsClient("slow")
    public interface Events {

        @Publish
        void sent(String text);
    }

    @Singleton
    public static class Slow {

        final Semaphore may = new Semaphore(0);
        final AtomicInteger taken = new AtomicInteger();

        @Subscribe("slow.sent")
        void take(String text) throws InterruptedException {
            may.acquire();
            taken.incrementAndGet();
        }
    }
}
