package dev.natsmesh.demo;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What became of a number of calls.
 *
 * @param answers how many each instance answered
 * @param failures how many failed, by kind
 * @param longest the longest call, answered or not
 * @param p99 what 99 of 100 calls took at most
 */
record LoadReport(Map<String, Long> answers, Map<String, Long> failures, Duration longest, Duration p99) {

    /** How many times a target is missed that is missed by far. */
    private static final int FAR = 10;

    long calls() {
        return sum(answers) + failed();
    }

    long failed() {
        return sum(failures);
    }

    /** The part of the answers that came from an instance, in percent. */
    double share(String instance) {
        return 100.0 * answers.getOrDefault(instance, 0L) / Math.max(1, sum(answers));
    }

    /** The answers since an earlier report of the same load. */
    LoadReport since(LoadReport earlier) {
        Map<String, Long> later = new HashMap<>(answers);
        earlier.answers.forEach((instance, count) -> later.merge(instance, -count, Long::sum));
        return new LoadReport(later, failures, longest, p99);
    }

    /** Writes the calls, the failures and the longest call down, and expects that none failed. */
    void noneFailed(Findings findings) {
        findings.value("calls", calls()).value("failed", failed()).value("longest", longest.toMillis() + "ms")
                .expect(failed() == 0, "failures %s", failures);
    }

    /**
     * Writes the 99th percentile down, and whether it and the longest call are within these targets, which hold on an idle machine.
     * Expects that they are not missed by far: then nothing has taken over, and calls have only waited.
     */
    void within(Findings findings, Duration targetOfP99, Duration targetOfLongest) {
        boolean met = p99.compareTo(targetOfP99) <= 0 && longest.compareTo(targetOfLongest) <= 0;
        findings.value("p99", p99.toMillis() + "ms").value("targets", met ? "met" : "missed");
        near(findings, "the 99th percentile", p99, targetOfP99);
        near(findings, "the longest call", longest, targetOfLongest);
    }

    private static void near(Findings findings, String what, Duration time, Duration target) {
        findings.expect(time.compareTo(target.multipliedBy(FAR)) <= 0, "%s is %d ms, far above %d ms", what, time.toMillis(),
                target.toMillis());
    }

    /** Writes the share of an instance down, and expects it within 5 points of a fair one. */
    void fair(Findings findings, String instance, int instances) {
        double share = share(instance);
        findings.value(instance, "%.1f%%".formatted(share))
                .expect(Math.abs(share - 100.0 / instances) <= 5, "%s is not within 5 points of %.1f%%", instance,
                        100.0 / instances);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
