package dev.natsmesh.runtime.transport;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** Bytes from an event loop, which never waits, to a thread that does. */
final class BytePipe {

    private final Deque<byte[]> chunks = new ArrayDeque<>();
    private int offset;
    private long size;
    private boolean ended;

    /** @return how many bytes are in it now */
    synchronized long put(byte[] array, int from, int length) {
        if (!ended && length > 0) {
            chunks.add(Arrays.copyOfRange(array, from, from + length));
            size += length;
            notifyAll();
        }
        return size;
    }

    /** Nothing more comes. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Waits for bytes. @return how many were read, -1 at the end */
    synchronized int take(byte[] target, int from, int length) throws InterruptedException {
        while (chunks.isEmpty() && !ended) {
            wait();
        }
        int taken = 0;
        while (taken < length && !chunks.isEmpty()) {
            byte[] chunk = chunks.peek();
            int count = Math.min(length - taken, chunk.length - offset);
            System.arraycopy(chunk, offset, target, from + taken, count);
            taken += count;
            offset += count;
            if (offset == chunk.length) {
                chunks.remove();
                offset = 0;
            }
        }
        size -= taken;
        return taken == 0 ? -1 : taken;
    }

    synchronized long size() {
        return size;
    }
}
