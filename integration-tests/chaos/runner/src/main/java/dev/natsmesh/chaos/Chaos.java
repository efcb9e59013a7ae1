package dev.natsmesh.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import dev.natsmesh.chaos.contract.CallRecord;
import dev.natsmesh.testkit.Progress;

/** Starts everything, lets the plan happen under load, and judges. Ends with 1 unless every call is accounted for. */
public final class Chaos {

    private static final Duration WARM_UP = Duration.ofSeconds(3);
    /** The part of the calls that must have been made. */
    private static final double ENOUGH = 0.9;
    private static final int FAULTS_SHOWN = 20;

    private final Settings settings;
    private final Deployment deployment;
    private final Chronicle chronicle = new Chronicle();

    private Chaos(Settings settings, Deployment deployment) {
        this.settings = settings;
        this.deployment = deployment;
    }

    public static void main(String[] arguments) throws InterruptedException {
        // Whoever stops the build means this, too, and the build does not always pass that on.
        ProcessHandle.current().parent().ifPresent(build -> build.onExit().thenRun(() -> System.exit(1)));
        Settings settings;
        try {
            settings = Settings.ofSystemProperties();
        } catch (IllegalArgumentException e) {
            Progress.say("%s", e.getMessage());
            System.exit(1);
            return;
        }
        System.exit(run(settings, Path.of(System.getProperty("natsmesh.root", "."))).passed() ? 0 : 1);
    }

    /**
     * A whole run.
     *
     * @param root the project's, where everything has been packaged
     */
    static Verdict run(Settings settings, Path root) throws InterruptedException {
        Progress.say("chaos: seed=%d kinds=%s rate=%d", settings.seed(), settings.kinds(), settings.rate());
        Path chaos = root.resolve("integration-tests/chaos");
        try (Deployment deployment = Deployment.start(settings, chaos, chaos.resolve("runner/target/chaos"))) {
            return new Chaos(settings, deployment).run();
        }
    }

    private Verdict run() throws InterruptedException {
        callFor(WARM_UP);
        Footprints footprints = Footprints.of(deployment);
        Progress.step("at rest: %s", footprints);
        try (Hiccups hiccups = new Hiccups()) {
            long warm = System.currentTimeMillis();
            long start = System.nanoTime();
            deployment.callers().forEach(Caller::startCalling);
            letThePlanHappen();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            deployment.callers().forEach(Caller::stopCalling);
            Progress.step("%d events in %d s; the machine kept a thread waiting for %d ms at the most",
                    chronicle.windows().size(), took.toSeconds(), hiccups.longest());
            List<String> reasons = new ArrayList<>(footprints.growth());
            Progress.step("at rest: %s", footprints);
            return judge(new GapTable(warm, chronicle, hiccups), took, reasons);
        }
    }

    private void callFor(Duration duration) throws InterruptedException {
        deployment.callers().forEach(Caller::startCalling);
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        deployment.callers().forEach(Caller::stopCalling);
    }

    private void letThePlanHappen() throws InterruptedException {
        EventPlan plan = new EventPlan(settings.seed(), settings.kinds());
        long end = System.nanoTime() + settings.atLeast().toNanos();
        for (int events = 0; events < settings.leastEvents() || System.nanoTime() - end < 0; events++) {
            PlannedEvent event = plan.next();
            Progress.step("%d. %s %d", events + 1, event.kind(), event.target());
            long begin = System.currentTimeMillis();
            event.kind().happen(deployment, event);
            chronicle.add(new EventWindow(event.kind(), begin, System.currentTimeMillis()));
            TimeUnit.NANOSECONDS.sleep(event.calm().toNanos());
        }
    }

    private Verdict judge(GapTable table, Duration took, List<String> reasons) {
        List<CallRecord> calls = Logs.calls(deployment.callers().stream().map(Caller::calls).toList());
        Judge judge = new Judge(Logs.runs(deployment.runLogs()), Settings.DEADLINE);
        Gap all = new Gap();
        int shown = 0;
        for (CallRecord call : calls) {
            Set<Fault> faults = judge.faults(call);
            table.add(call, faults);
            all.add(call, faults);
            if (!faults.isEmpty() && shown++ < FAULTS_SHOWN) {
                Progress.say("%s %s during %s", faults, call.toLine(),
                        chronicle.metBy(call).map(event -> event.kind().toString()).orElse("none"));
            }
        }
        double due = (double) settings.rate() * took.toMillis() / 1_000;
        if (calls.size() < ENOUGH * due) {
            reasons.add("%d calls were made, %.0f were due".formatted(calls.size(), due));
        }
        Progress.say("%s", table);
        reasons.forEach(reason -> Progress.say("chaos: FAILED %s", reason));
        Verdict verdict = new Verdict(chronicle.windows().size(), all.calls(), all.count(Fault.LOST), all.count(Fault.TWICE),
                all.count(Fault.LATE), table.longestMillis(), List.copyOf(reasons));
        Progress.say("%s", verdict);
        return verdict;
    }
}
