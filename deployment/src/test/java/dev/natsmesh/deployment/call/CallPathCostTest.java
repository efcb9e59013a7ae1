package dev.natsmesh.deployment.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.sun.management.ThreadMXBean;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.deployment.MeshApplication;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;

/**
 * What a call costs that can be counted, with 256 of them outstanding and JSON of about 100 bytes each way: a change that costs more
 * fails here. Counts hardly depend on the machine or on what else it does; time does, and is measured by the benchmarks. The caller
 * and the service are on event loops of their own, so what their threads allocate tells them apart.
 */
class CallPathCostTest {

    /** Measured: 1,419 on JDK 17, of which Jackson and the values have more than half. */
    private static final double CLIENT_BYTES = 1_500;
    /** Measured: 1,978 on JDK 17. */
    private static final double SERVICE_BYTES = 2_150;
    /** Of the whole process: requests, replies, and wake-ups of event loops. Measured: 10. */
    private static final double WRITES_PER_1000_CALLS = 50;

    private static final int OUTSTANDING = 256;
    /** Enough for the JIT compiler to be done with all of it. */
    private static final int WARM_UP_CALLS = 300_000;
    private static final int MEASURED_CALLS = 100_000;
    private static final int MEASUREMENTS = 5;
    private static final int PATIENCE_SECONDS = 300;
    private static final Path IO_COUNTERS = Path.of("/proc/self/io");
    private static final Logger LOG = Logger.getLogger(CallPathCostTest.class);

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Desk.class, DeskService.class, Order.class, Quote.class)
            .overrideConfigKey("quarkus.otel.enabled", "false")
            .overrideConfigKey("quarkus.micrometer.enabled", "false");

    @NatsClient
    Desk desk;

    @Inject
    Vertx vertx;

    @Test
    void aCallAllocatesAndWritesNoMoreThanItDid() throws Exception {
        Context caller = contextOfAnotherLoopThanTheServices();
        run(caller, WARM_UP_CALLS);
        Cost cost = measure(caller);
        for (int i = 1; i < MEASUREMENTS; i++) {
            cost = cost.least(measure(caller));
        }
        LOG.infof("A call allocates %.0f bytes at the caller and %.0f at the service; 1,000 calls take %.0f writes",
                cost.clientBytes, cost.serviceBytes, cost.writesPer1000);
        assertThat(cost.clientBytes).as("bytes per call at the caller").isBetween(1.0, CLIENT_BYTES);
        assertThat(cost.serviceBytes).as("bytes per call at the service").isBetween(1.0, SERVICE_BYTES);
        assumeTrue(Files.isReadable(IO_COUNTERS), "writes are counted by Linux only");
        assertThat(cost.writesPer1000).as("writes of 1,000 calls").isBetween(0.1, WRITES_PER_1000_CALLS);
    }

    private Context contextOfAnotherLoopThanTheServices() throws Exception {
        desk.quote(new Order("warm", 1, "")).await().indefinitely();
        Thread service = DeskService.thread;
        while (true) {
            Context context = VertxContext.createNewDuplicatedContext(((VertxInternal) vertx).createEventLoopContext());
            if (threadOf(context) != service) {
                return context;
            }
        }
    }

    private static Thread threadOf(Context context) throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        context.runOnContext(ignored -> thread.complete(Thread.currentThread()));
        return thread.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private Cost measure(Context caller) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long client = threadOf(caller).getId();
        long service = DeskService.thread.getId();
        long clientBefore = threads.getThreadAllocatedBytes(client);
        long serviceBefore = threads.getThreadAllocatedBytes(service);
        long writesBefore = writes();
        run(caller, MEASURED_CALLS);
        return new Cost((double) (threads.getThreadAllocatedBytes(client) - clientBefore) / MEASURED_CALLS,
                (double) (threads.getThreadAllocatedBytes(service) - serviceBefore) / MEASURED_CALLS,
                1000.0 * (writes() - writesBefore) / MEASURED_CALLS);
    }

    private static long writes() throws IOException {
        if (!Files.isReadable(IO_COUNTERS)) {
            return 0;
        }
        return Files.readAllLines(IO_COUNTERS).stream().filter(line -> line.startsWith("syscw: "))
                .mapToLong(line -> Long.parseLong(line.substring("syscw: ".length()))).findFirst().orElseThrow();
    }

    private void run(Context caller, int calls) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        caller.runOnContext(ignored -> {
            Run run = new Run(calls, done);
            for (int i = 0; i < OUTSTANDING; i++) {
                run.next();
            }
        });
        done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private record Cost(double clientBytes, double serviceBytes, double writesPer1000) {

        Cost least(Cost other) {
            return new Cost(Math.min(clientBytes, other.clientBytes), Math.min(serviceBytes, other.serviceBytes),
                    Math.min(writesPer1000, other.writesPer1000));
        }
    }

    /** Calls until enough calls have ended; for one event loop. */
    private final class Run implements UniSubscriber<Quote> {

        private final CompletableFuture<Void> done;
        private int toBegin;
        private int toEnd;

        Run(int calls, CompletableFuture<Void> done) {
            this.toBegin = calls;
            this.toEnd = calls;
            this.done = done;
        }

        void next() {
            if (toBegin > 0) {
                toBegin--;
                desk.quote(new Order("lamp-" + (toBegin & 1023), toBegin, "as soon as there are some")).subscribe()
                        .withSubscriber(this);
            }
        }

        @Override
        public void onSubscribe(UniSubscription subscription) {
            // Nothing is cancelled.
        }

        @Override
        public void onItem(Quote quote) {
            toEnd--;
            if (toEnd == 0) {
                done.complete(null);
            }
            next();
        }

        @Override
        public void onFailure(Throwable failure) {
            done.completeExceptionally(failure);
        }
    }

    public record Order(String sku, int count, String note) {
    }

    public record Quote(String sku, int count, long cents, boolean available, String note) {
    }

    @NatsClient("cost-desk")
    public interface Desk {
        Uni<Quote> quote(Order order);
    }

    @NatsService(version = "1.0.0")
    public static class DeskService implements Desk {

        static volatile Thread thread;

        @Override
        public Uni<Quote> quote(Order order) {
            if (thread != Thread.currentThread()) {
                thread = Thread.currentThread();
            }
            return Uni.createFrom().item(new Quote(order.sku(), order.count(), 995L * order.count(), true, order.note()));
        }
    }
}
