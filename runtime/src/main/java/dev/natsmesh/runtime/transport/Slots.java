package dev.natsmesh.runtime.transport;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Entries under numbers. A number is that of a slot, and changes with each entry in it, so that one which is used late or twice finds
 * nothing. Not safe for concurrent use.
 */
final class Slots<E> {

    /** What {@link #add} returns when there is no room. */
    static final long NONE = -1;

    private static final int SLOT_BITS = 20;
    private static final long SLOT_MASK = (1L << SLOT_BITS) - 1;
    private static final long MAX_GENERATION = 1L << 40;
    /** Points on the clock that are further apart can't be compared. */
    private static final long FARTHEST_NANOS = Long.MAX_VALUE / 2;
    private static final int FIRST_CAPACITY = 256;

    private final int limit;
    private Object[] entries = new Object[FIRST_CAPACITY];
    private long[] numbers = new long[FIRST_CAPACITY];
    private long[] deadlines = new long[FIRST_CAPACITY];
    /** The slots from {@link #used} on have never had an entry; of the others, these have none now. */
    private int[] free = new int[FIRST_CAPACITY];
    private int freeCount;
    private int used;
    private long generation;

    /** @param limit how many entries there may be, at most 2 to the power of 20 */
    Slots(int limit) {
        this.limit = Math.min(limit, 1 << SLOT_BITS);
    }

    /**
     * @param deadline on the clock of {@link System#nanoTime()}
     * @return its number, {@link #NONE} if there is no room
     */
    long add(E entry, long deadline) {
        if (size() >= limit) {
            return NONE;
        }
        int slot = freeCount > 0 ? free[--freeCount] : used++;
        if (slot == entries.length) {
            int capacity = 2 * slot;
            entries = Arrays.copyOf(entries, capacity);
            numbers = Arrays.copyOf(numbers, capacity);
            deadlines = Arrays.copyOf(deadlines, capacity);
            free = Arrays.copyOf(free, capacity);
        }
        generation = (generation + 1) % MAX_GENERATION;
        long number = generation << SLOT_BITS | slot;
        entries[slot] = entry;
        numbers[slot] = number;
        deadlines[slot] = deadline;
        return number;
    }

    /** @return the entry with that number, {@code null} if there is none */
    @SuppressWarnings("unchecked")
    E get(long number) {
        int slot = (int) (number & SLOT_MASK);
        return number < 0 || slot >= used || numbers[slot] != number ? null : (E) entries[slot];
    }

    /** Lets the entry with that number, if there is one, never be due. */
    void postpone(long number) {
        if (get(number) != null) {
            deadlines[(int) (number & SLOT_MASK)] = System.nanoTime() + FARTHEST_NANOS;
        }
    }

    /** Takes an entry out. @return it, {@code null} if there is none with that number */
    E remove(long number) {
        E entry = get(number);
        if (entry != null) {
            int slot = (int) (number & SLOT_MASK);
            entries[slot] = null;
            free[freeCount++] = slot;
        }
        return entry;
    }

    int size() {
        return used - freeCount;
    }

    @SuppressWarnings("unchecked")
    void forEach(Consumer<? super E> action) {
        for (int slot = 0; slot < used; slot++) {
            if (entries[slot] != null) {
                action.accept((E) entries[slot]);
            }
        }
    }

    /** Those whose deadline is not after that time. */
    @SuppressWarnings("unchecked")
    void forEachDue(long time, Consumer<? super E> action) {
        for (int slot = 0; slot < used; slot++) {
            if (deadlines[slot] - time <= 0 && entries[slot] != null) {
                action.accept((E) entries[slot]);
            }
        }
    }
}
