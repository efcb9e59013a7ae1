package dev.natsmesh.chaos;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;

import dev.natsmesh.chaos.contract.CallRecord;

/** The gap that each kind of event makes in the calls: the longest call that may be repeated, and what failed. */
final class GapTable {

    private static final String ROW = "%-16s %6s %8s %10s %7s %9s %8s %6s %6s %9s  %s";

    private final Chronicle chronicle;
    private final Hiccups hiccups;
    private final Map<EventKind, Gap> gaps = new EnumMap<>(EventKind.class);
    private final Gap calm = new Gap();
    private final Gap warmUp = new Gap();
    private final long warm;

    /**
     * @param warm from when on events have to answer for calls, in milliseconds since 1970: the first ones wait for classes
     * @param hiccups of the machine, which no event has to answer for
     */
    GapTable(long warm, Chronicle chronicle, Hiccups hiccups) {
        this.warm = warm;
        this.chronicle = chronicle;
        this.hiccups = hiccups;
    }

    void add(CallRecord call, Set<Fault> faults) {
        gapOf(call).add(call, faults);
    }

    /** The longest call that may be repeated, of those after the warm-up, in milliseconds. */
    long longestMillis() {
        return Stream.concat(gaps.values().stream(), Stream.of(calm)).mapToLong(Gap::longestMillis).max().orElse(0);
    }

    private Gap gapOf(CallRecord call) {
        if (call.begun() < warm) {
            return warmUp;
        }
        return chronicle.metBy(call).map(event -> gaps.computeIfAbsent(event.kind(), kind -> new Gap())).orElse(calm);
    }

    @Override
    public String toString() {
        StringJoiner rows = new StringJoiner("\n");
        rows.add(
                ROW.formatted("event", "times", "calls", "longest", "lost", "may have", "not", "twice", "late", "machine", ""));
        rows.add(ROW.formatted("", "", "", "look ms", "", "run", "run", "", "", "ms", "lost by"));
        gaps.forEach((kind, gap) -> rows.add(row(kind.toString(), times(kind), gap,
                hiccups.longest(chronicle.windows().stream().filter(window -> window.kind() == kind).toList()))));
        return rows.add(row("(none)", "", calm, "")).add(row("(warm-up)", "", warmUp, "")).toString();
    }

    private String times(EventKind kind) {
        return Long.toString(chronicle.windows().stream().filter(window -> window.kind() == kind).count());
    }

    private static String row(String name, String times, Gap gap, Object machine) {
        return ROW.formatted(name, times, gap.calls(), gap.longestMillis(), gap.count(Fault.LOST), gap.ordersThatMayHaveRun(),
                gap.ordersNotRun(), gap.count(Fault.TWICE), gap.count(Fault.LATE), machine,
                gap.failures().isEmpty() ? "" : gap.failures()).stripTrailing();
    }
}
