package dev.natsmesh.chaos.contract;

/**
 * What became of a call. A caller writes one line for each.
 *
 * @param id what the call was about, which no other call is
 * @param begun when it was made, in milliseconds since 1970
 * @param due how long after the moment at which it should have been made it ended, in microseconds: waiting for a thread counts
 * @param took how long after it was made it ended, in microseconds
 * @param detail who answered, or the failure's class
 */
public record CallRecord(String id, CallKind kind, long begun, long due, long took, Outcome outcome, String detail) {

    private static final String SEPARATOR = " ";
    private static final int PARTS = 7;

    /** @throws IllegalArgumentException if the line is none of {@link #toLine()} */
    public static CallRecord parse(String line) {
        String[] parts = line.split(SEPARATOR);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException(
                    "Expected a call's id, kind, times, outcome and detail, not '%s'".formatted(line));
        }
        return new CallRecord(parts[0], CallKind.valueOf(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]),
                Long.parseLong(parts[4]), Outcome.valueOf(parts[5]), parts[6]);
    }

    /** When it ended, in milliseconds since 1970. */
    public long ended() {
        return begun + took / 1_000;
    }

    public String toLine() {
        return String.join(SEPARATOR, id, kind.name(), Long.toString(begun), Long.toString(due), Long.toString(took),
                outcome.name(), detail);
    }
}
