package dev.natsmesh.runtime.transport;

/** Is told what a key-value bucket holds, first and whenever it changes. One at a time, and some more than once. */
public interface BucketListener {

    /** @param revision which of the bucket's changes it is */
    void stored(String key, long revision, byte[] value);

    /** There is nothing under that key any more. */
    void deleted(String key);
}
