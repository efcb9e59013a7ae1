package dev.natsmesh.chaos;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import dev.natsmesh.chaos.contract.CallKind;
import dev.natsmesh.chaos.contract.CallRecord;
import dev.natsmesh.chaos.contract.Outcome;

/** Compares what callers were told with what instances ran. */
final class Judge {

    private static final Duration TOLERANCE = Duration.ofMillis(50);

    private final Map<String, Integer> runs;
    private final long latest;

    /**
     * @param runs how often each order has run, by its id
     * @param deadline how long a call may take
     */
    Judge(Map<String, Integer> runs, Duration deadline) {
        this.runs = runs;
        this.latest = deadline.plus(TOLERANCE).toNanos() / 1_000;
    }

    Set<Fault> faults(CallRecord call) {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        if (call.took() > latest) {
            faults.add(Fault.LATE);
        }
        if (call.kind() == CallKind.LOOK ? call.outcome() != Outcome.ANSWERED : isLost(call.outcome())) {
            faults.add(Fault.LOST);
        }
        if (call.kind() == CallKind.ORDER && isWrong(call.outcome(), runs.getOrDefault(call.id(), 0))) {
            faults.add(Fault.TWICE);
        }
        return faults;
    }

    private static boolean isLost(Outcome order) {
        return switch (order) {
            case ANSWERED, MAY_HAVE_RUN, NOT_RUN -> false;
            case ANSWERED_WRONGLY, FAILED, UNFINISHED -> true;
        };
    }

    private static boolean isWrong(Outcome order, int ran) {
        return switch (order) {
            case ANSWERED -> ran != 1;
            case NOT_RUN -> ran != 0;
            case MAY_HAVE_RUN, ANSWERED_WRONGLY, FAILED, UNFINISHED -> ran > 1;
        };
    }
}
