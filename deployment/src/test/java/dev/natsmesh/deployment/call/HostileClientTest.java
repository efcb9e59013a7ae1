package dev.natsmesh.deployment.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.logging.Level;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.deployment.MeshApplication;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

/** A client that sends what no contract allows, as fast as it is answered. */
class HostileClientTest {

    private static final int REQUESTS = 100_000;
    /** As many are on the way at a time. */
    private static final int BATCH = 500;
    /** Until then caches fill and classes are loaded. */
    private static final int WARM_UP = 20_000;
    /** Less than a few words for each request. */
    private static final long HEAP_GROWTH = 3L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Of a line to the server, without the operation. */
    private static final int MAX_CONTROL_LINE = 4096;
    private static final Logger LOG = Logger.getLogger(HostileClientTest.class);

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication
            .of(Victim.class, VictimService.class, ShortlyNamed.class, ShortlyNamedService.class, Item.class,
                    HostileRequests.class, RawClient.class)
            .overrideConfigKey("quarkus.otel.traces.exporter", "none")
            // A busy machine is not what this is about.
            .overrideConfigKey("quarkus.nats.lag-warning", "0")
            .setLogRecordPredicate(record -> record.getLevel().intValue() >= Level.WARNING.intValue())
            .assertLogRecords(records -> assertThat(records)
                    .as("what callers do wrong is told to them, not to the log")
                    .extracting(record -> record.getLevel() + " " + record.getLoggerName() + " " + record.getMessage())
                    .isEmpty());

    @NatsClient
    Victim victim;

    @Test
    void isAnsweredEachTimeAndHarmsNobody() throws Exception {
        long seed = Long.getLong("natsmesh.seed", System.nanoTime());
        LOG.infof("Hostile requests of -Dnatsmesh.seed=%d", seed);
        HostileRequests requests = new HostileRequests(new Random(seed));
        List<Thread> threads = serving();
        try (RawClient client = new RawClient(MeshApplication.serverUrl(), PATIENCE)) {
            long heap = 0;
            for (int sent = 0; sent < REQUESTS; sent += BATCH) {
                client.exchange(requests, BATCH);
                if (sent % (10 * BATCH) == 0) {
                    stillServes();
                }
                if (sent == WARM_UP) {
                    heap = usedHeap();
                }
            }
            stillServes();
            client.assertNothingElseCame();
            LOG.infof("%d replies were expected", client.expected());
            assertThat(client.expected()).isGreaterThan(REQUESTS / 2);
            long used = usedHeap();
            LOG.infof("The heap had %d kB in use, and has %d kB", heap >> 10, used >> 10);
            assertThat(used - heap).as("growth of the heap").isLessThan(HEAP_GROWTH);
        }
        assertThat(threads).isNotEmpty().allMatch(Thread::isAlive);
    }

    @Test
    void canNotEndTheServicesConnectionByAReplySubjectThatFitsIntoTheRequestOnly() throws Exception {
        try (RawClient client = new RawClient(MeshApplication.serverUrl(), PATIENCE)) {
            client.send("PUB v.e " + "r".repeat(MAX_CONTROL_LINE - "v.e  0".length()) + " 0\r\n\r\n");
            stillServes();
        }
    }

    private void stillServes() {
        Item item = new Item("ok", 1, List.of(), BigInteger.TEN, Map.of("a", BigDecimal.ONE));
        assertThat(victim.echo(item).await().atMost(PATIENCE)).isEqualTo(item);
        assertThat(victim.add(1, 2)).isEqualTo(3);
        assertThat(victim.text("ok").await().atMost(PATIENCE)).isEqualTo("ok");
        victim.nothing();
    }

    /** The threads that all messages depend on. */
    private static List<Thread> serving() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("eventloop") || thread.getName().contains("nats")).toList();
    }

    private static long usedHeap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    @NatsClient("victim")
    public interface Victim {
        Uni<Item> echo(Item item);

        int add(int a, int b);

        Uni<String> text(String value);

        void nothing();
    }

    @NatsClient("v")
    public interface ShortlyNamed {
        Uni<Integer> e(int a);
    }

    @NatsService
    public static class ShortlyNamedService implements ShortlyNamed {
        @Override
        public Uni<Integer> e(int a) {
            return Uni.createFrom().item(a);
        }
    }

    public record Item(String name, int count, List<Item> parts, BigInteger huge, Map<String, BigDecimal> prices) {
    }

    @NatsService
    public static class VictimService implements Victim {

        @Override
        public Uni<Item> echo(Item item) {
            return Uni.createFrom().item(item);
        }

        @Override
        public int add(int a, int b) {
            return a + b;
        }

        @Override
        public Uni<String> text(String value) {
            return Uni.createFrom().item(value);
        }

        @Override
        public void nothing() {
            // Only the request matters.
        }
    }
}
