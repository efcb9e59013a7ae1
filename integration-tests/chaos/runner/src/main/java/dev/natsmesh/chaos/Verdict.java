package dev.natsmesh.chaos;

import java.util.List;

/**
 * What a run has shown.
 *
 * @param longest the longest call that may be repeated, in milliseconds
 * @param reasons why it fails apart from the calls: what has grown, what was too little
 */
record Verdict(int events, long calls, long lost, long twice, long late, long longest, List<String> reasons) {

    boolean passed() {
        return lost == 0 && twice == 0 && late == 0 && reasons.isEmpty();
    }

    /** The line that a run ends with. */
    @Override
    public String toString() {
        return "chaos: events=%d calls=%d lost=%d twice=%d late=%d longest-ms=%d".formatted(events, calls, lost, twice, late,
                longest);
    }
}
