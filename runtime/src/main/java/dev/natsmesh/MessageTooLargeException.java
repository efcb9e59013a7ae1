package dev.natsmesh;

/** The request is larger than the NATS server accepts ({@code max_payload}). The call has not run. */
public final class MessageTooLargeException extends NatsMeshException {

    private static final long serialVersionUID = 1L;

    private final long size;
    private final long limit;

    /**
     * @param what the message that is too large, as the start of a sentence
     * @param size its size in bytes, headers included
     * @param limit the largest size that the server accepts, in bytes
     */
    public MessageTooLargeException(String what, long size, long limit) {
        super("%s has %d bytes, headers included; the NATS server accepts at most %d (max_payload)".formatted(what, size,
                limit),
                null);
        this.size = size;
        this.limit = limit;
    }

    /** @return the message's size in bytes, headers included */
    public long size() {
        return size;
    }

    /** @return the largest size that the server accepts, in bytes */
    public long limit() {
        return limit;
    }
}
