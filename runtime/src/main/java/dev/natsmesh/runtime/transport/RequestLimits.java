package dev.natsmesh.runtime.transport;

/**
 * What keeps the memory of those who call bounded, whatever they attempt.
 *
 * @param pending how many requests may be under way
 * @param waiting how many more may wait for one of those to end; the rest is refused
 */
public record RequestLimits(int pending, int waiting) {
}
