package dev.natsmesh.chaos;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import dev.natsmesh.chaos.contract.CallKind;
import dev.natsmesh.chaos.contract.CallRecord;
import dev.natsmesh.chaos.contract.Outcome;

/** What became of the calls that met one kind of event. */
final class Gap {

    private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    private final Map<String, Long> failures = new TreeMap<>();
    private long calls;
    private long longestMicros;
    private long ordersThatMayHaveRun;
    private long ordersNotRun;

    void add(CallRecord call, Set<Fault> found) {
        calls++;
        found.forEach(fault -> faults.merge(fault, 1L, Long::sum));
        if (call.kind() == CallKind.LOOK) {
            longestMicros = Math.max(longestMicros, call.due());
        } else if (call.outcome() == Outcome.MAY_HAVE_RUN) {
            ordersThatMayHaveRun++;
        } else if (call.outcome() == Outcome.NOT_RUN) {
            ordersNotRun++;
        }
        if (found.contains(Fault.LOST)) {
            failures.merge(call.kind() + ":" + (call.outcome() == Outcome.UNFINISHED ? call.outcome() : call.detail()), 1L,
                    Long::sum);
        }
    }

    long calls() {
        return calls;
    }

    long count(Fault fault) {
        return faults.getOrDefault(fault, 0L);
    }

    /** The longest call that may be repeated, from when it should have been made, in milliseconds. */
    long longestMillis() {
        return TimeUnit.MICROSECONDS.toMillis(longestMicros);
    }

    long ordersThatMayHaveRun() {
        return ordersThatMayHaveRun;
    }

    long ordersNotRun() {
        return ordersNotRun;
    }

    /** How many calls were lost by which failure. */
    Map<String, Long> failures() {
        return failures;
    }
}
