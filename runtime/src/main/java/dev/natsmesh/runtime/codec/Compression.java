package dev.natsmesh.runtime.codec;

/**
 * When bodies are compressed, and how large they may be.
 *
 * @param minSize smaller bodies are not compressed
 * @param maxSize larger bodies are refused that were compressed
 */
public record Compression(int minSize, int maxSize) {

    private static final int NEVER = Integer.MAX_VALUE;

    /** Nothing is compressed, but what is can be read. */
    public static Compression ofOthers(int maxSize) {
        return new Compression(NEVER, maxSize);
    }

    /** Whether bodies are compressed at all. */
    public boolean isUsed() {
        return minSize != NEVER;
    }
}
