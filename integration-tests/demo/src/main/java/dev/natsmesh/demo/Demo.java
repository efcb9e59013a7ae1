package dev.natsmesh.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.natsmesh.testkit.Progress;

/**
 * Starts the shop, runs the experiments one after the other, and ends with 1 if one of them failed. Those that are named as arguments
 * are the only ones, and take as long as they like.
 */
public final class Demo {

    private static final Path ROOT = Path.of(System.getProperty("natsmesh.root", "."));
    private static final Duration LIMIT = Duration.ofSeconds(600);
    private static final Duration EXPERIMENT_LIMIT = Duration.ofSeconds(60);

    /** In this order; what disturbs least comes first. */
    private static final List<Experiment> EXPERIMENTS = List.of(new Balance(), new WireDiscovery(), new Trace(),
            new Polyglot(ROOT.resolve("integration-tests/demo/src/main/js")), new SlowConsumer(), new Overload(),
            new Disconnect(), new Errors(), new Events(), CallersGuards.retryBudget(), CallersGuards.circuitBreaker(),
            CallersGuards.rateLimit(), new Mirrored(), new InjectedFaults(), new JoinAndLeave(), new Sticky(),
            new LeastLatency(),
            new Canary(),
            new BlueGreen(), new SlowInstance(), new Drains(), ServerLoss.byKill(),
            ServerLoss.byLameDuckMode(), ServerLoss.byFreeze(), new RollingRestart());

    private final long start = System.nanoTime();
    private final ExecutorService runner = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "experiment");
        thread.setDaemon(true);
        return thread;
    });
    private int failed;
    private int skipped;
    private final Set<String> chosen;

    private Demo(Set<String> chosen) {
        this.chosen = chosen;
    }

    public static void main(String[] arguments) {
        // Whoever stops the build means the demo too, and the build does not always pass that on.
        ProcessHandle.current().parent().ifPresent(build -> build.onExit().thenRun(() -> System.exit(1)));
        System.exit(new Demo(Set.of(arguments)).run() == 0 ? 0 : 1);
    }

    /** @return how many experiments failed */
    private int run() {
        List<Experiment> experiments = EXPERIMENTS.stream()
                .filter(experiment -> chosen.isEmpty() || chosen.contains(experiment.name())).toList();
        try (Shop shop = Shop.open(ROOT.resolve("integration-tests/shop"),
                ROOT.resolve("integration-tests/demo/target/demo"))) {
            experiments.forEach(experiment -> run(experiment, shop));
        }
        Progress.say("demo: %d experiments, %d failed%s", experiments.size(), failed,
                skipped == 0 ? "" : ", %d skipped".formatted(skipped));
        return failed;
    }

    private void run(Experiment experiment, Shop shop) {
        Findings findings = new Findings();
        Future<?> running = runner.submit(() -> {
            shop.restore();
            experiment.run(shop, findings);
            return null;
        });
        try {
            running.get(chosen.isEmpty() ? Math.min(EXPERIMENT_LIMIT.toNanos(), remainingNanos()) : Long.MAX_VALUE,
                    TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            findings.failed(e.getCause());
        } catch (TimeoutException e) {
            running.cancel(true);
            findings.expect(false, "not finished in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            findings.failed(e);
        }
        if (!findings.ok()) {
            failed++;
        } else if (findings.wasSkipped()) {
            skipped++;
        }
        Progress.say("experiment %s %s", experiment.name(), findings);
    }

    private long remainingNanos() {
        return Math.max(0, LIMIT.toNanos() - (System.nanoTime() - start));
    }
}
