package dev.natsmesh.runtime.protocol;

/** Gets what a {@link FrameParser} has found, in the order it came. */
public interface FrameHandler {

    /** A message of one of our own subscriptions. The frame is used again for the next one: it is valid until this returns. */
    void message(Frame frame);

    /** Everything else, as it came: whole lines, and whole messages of others' subscriptions. Valid until this returns. */
    void other(byte[] array, int offset, int length);
}
