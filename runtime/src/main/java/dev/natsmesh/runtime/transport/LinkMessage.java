package dev.natsmesh.runtime.transport;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import org.jboss.logging.Logger;

import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.protocol.FrameBuffer;

/** A message that came over a link; its reply goes back over the same one, as {@code allow_responses} demands. */
abstract class LinkMessage implements InboundMessage {

    private static final Logger LOG = Logger.getLogger(LinkMessage.class);
    private static final AtomicIntegerFieldUpdater<LinkMessage> FINISHED = AtomicIntegerFieldUpdater
            .newUpdater(LinkMessage.class, "finished");
    /**
     * Far above what an inbox needs, and far below the 4096 bytes that a line to the server may have: a reply with a longer one could
     * make the server end the connection.
     */
    private static final int LONGEST_REPLY_SUBJECT = 1024;
    private static final byte[] NO_BODY = new byte[0];

    private final InFlight inFlight;
    private volatile int finished;

    LinkMessage(InFlight inFlight) {
        this.inFlight = inFlight;
        inFlight.begin();
    }

    /** In bytes, 0 if no reply is expected. */
    abstract int replySubjectLength();

    /** The largest message that the server takes, 0 if that isn't known. */
    abstract long sizeLimit();

    /** @throws IllegalStateException if the link is closed */
    abstract void publish(Headers headers, byte[] body);

    /** @throws IllegalStateException if the link is closed */
    abstract void publishItem(long number, Headers headers, byte[] body);

    /** Nothing that the handler throws may end the thread, nor leave the sender waiting. */
    final void handOver(MessageHandler handler) {
        if (replySubjectLength() > LONGEST_REPLY_SUBJECT) {
            LOG.debugf("A request of %s is not served: its reply subject has %d bytes; expected at most %d", subject(),
                    replySubjectLength(), LONGEST_REPLY_SUBJECT);
            finish();
            return;
        }
        try {
            handler.message(this);
        } catch (Throwable e) {
            LOG.errorf(e, "The handler of %s failed", subject());
            reply(new Headers().add(HeaderNames.ERROR_TEXT, "Internal error").add(HeaderNames.ERROR_CODE, "500"), NO_BODY);
        }
    }

    @Override
    public final boolean expectsReply() {
        return replySubjectLength() > 0;
    }

    @Override
    public final void reply(Headers headers, byte[] body) {
        if (expectsReply()) {
            SizeLimit.check(sizeLimit(), body.length + (long) FrameBuffer.sizeOf(headers), () -> "The reply to " + subject());
            if (FINISHED.compareAndSet(this, 0, 1)) {
                try {
                    publish(headers, body);
                } catch (IllegalStateException e) {
                    LOG.warnf("The reply to %s is lost: %s", subject(), e.getMessage());
                } finally {
                    inFlight.end();
                }
            }
        } else {
            finish();
        }
    }

    @Override
    public final void send(Headers headers, byte[] body) {
        if (expectsReply()) {
            SizeLimit.check(sizeLimit(), body.length + (long) FrameBuffer.sizeOf(headers), () -> "The reply to " + subject());
            try {
                publish(headers, body);
            } catch (IllegalStateException e) {
                LOG.debugf("One of the replies to %s is lost: %s", subject(), e.getMessage());
            }
        }
    }

    @Override
    public final void sendItem(long number, Headers headers, byte[] body) {
        if (expectsReply()) {
            SizeLimit.check(sizeLimit(), body.length + (long) FrameBuffer.sizeOfItem(number, headers),
                    () -> "The reply to " + subject());
            try {
                publishItem(number, headers, body);
            } catch (IllegalStateException e) {
                LOG.debugf("An item of the reply to %s is lost: %s", subject(), e.getMessage());
            }
        }
    }

    @Override
    public final void finish() {
        if (FINISHED.compareAndSet(this, 0, 1)) {
            inFlight.end();
        }
    }
}
