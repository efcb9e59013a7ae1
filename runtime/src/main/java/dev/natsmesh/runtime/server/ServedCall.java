package dev.natsmesh.runtime.server;

import java.util.HashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

import dev.natsmesh.CallRefusedException;
import dev.natsmesh.MessageTooLargeException;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.codec.ErrorCodec;
import dev.natsmesh.runtime.codec.ErrorReply;
import dev.natsmesh.runtime.deduplication.AnsweredCall;
import dev.natsmesh.runtime.transport.InboundMessage;

/** A call that came in a message, and the answer to it. One that was cancelled gets none. */
final class ServedCall extends ReceivedCall implements Completion, AnsweredCall {

    private static final Logger LOG = Logger.getLogger(ServedCall.class);
    private static final AtomicReferenceFieldUpdater<ServedCall, RunningCalls.Place> PLACE = AtomicReferenceFieldUpdater
            .newUpdater(ServedCall.class, RunningCalls.Place.class, "place");
    /** The place of a call that has ended. */
    private static final RunningCalls.Place ENDED = new RunningCalls.Place(new HashMap<>(), "", null);

    private final InboundMessage message;
    private final EndpointReplies replies;
    private final long arrival = System.nanoTime();
    /** {@code null} if no stream answers the call. */
    private volatile ServicesSide stream;
    /** What the application adds to the reply, {@code null} for nothing. */
    private volatile Headers added;
    /** Where it is to be found while it runs, {@code null} if it isn't, or {@link #ENDED}. */
    private volatile RunningCalls.Place place;

    ServedCall(Operation operation, InboundMessage message, Headers headers, Deadline deadline,
            EndpointReplies replies) {
        super(operation, headers, deadline, message.body());
        this.message = message;
        this.replies = replies;
    }

    @Override
    public String subject() {
        return message.subject();
    }

    InboundMessage message() {
        return message;
    }

    /** The answer is a stream: its last message has a number. */
    void streams(ServicesSide side) {
        stream = side;
    }

    @Override
    synchronized void replyHeader(String name, List<String> values) {
        Headers changed = added == null ? new Headers() : added.copy();
        changed.remove(name);
        values.forEach(value -> changed.add(name, value));
        added = changed;
    }

    @Override
    public Headers addedHeaders() {
        return added;
    }

    @Override
    public synchronized void addHeaders(Headers headers) {
        if (headers != null) {
            added = headers;
        }
    }

    /** @param headers are not changed */
    private Headers withAdded(Headers headers) {
        Headers more = added;
        if (more == null) {
            return headers;
        }
        Headers all = headers.copy();
        more.forEach(all::add);
        return all;
    }

    /** If the call runs on, it is found among the running ones until it ends. */
    void runsOn(RunningCalls running) {
        if (place == null) {
            RunningCalls.Place found = running.add(this);
            if (!PLACE.compareAndSet(this, null, found)) {
                found.leave();
            }
        }
    }

    private void end() {
        RunningCalls.Place left = PLACE.getAndSet(this, ENDED);
        if (left != null) {
            left.leave();
        }
        replies.statistics().ended(arrival);
    }

    @Override
    public void success(Object body) {
        end();
        if (isCancelled()) { // a method that blocks runs to its end
            message.finish();
            return;
        }
        try {
            if (stream == null) {
                replies.send(message, headers(), added, (byte[]) body);
            } else {
                message.reply(withAdded(stream.last(null)), (byte[]) body);
            }
        } catch (MessageTooLargeException e) {
            LOG.warnf("%s: %s", operation(), e.getMessage());
            error(ErrorReply.of(ErrorCodec.INTERNAL, e.getMessage()));
        }
    }

    @Override
    public void failure(Throwable failure) {
        end();
        if (isCancelled()) {
            message.finish();
        } else if (!message.expectsReply()) {
            logUntold(failure);
            message.finish();
        } else {
            error(replies.errors().encode(failure));
        }
    }

    /**
     * Nobody waits to be told, so it is told here. That a request which should have a reply subject has none is its sender's
     * business, and no reason to fill the log.
     */
    private void logUntold(Throwable failure) {
        OptionalInt code = ErrorCodec.codeOf(failure);
        if (code.isPresent()) {
            replies.statistics().failed(code.getAsInt(), failure.getMessage());
            // There may be many refusals, and limits log theirs once for all.
            boolean worth = operation().kind() == Operation.Kind.ONE_WAY && !(failure instanceof CallRefusedException);
            LOG.logf(worth ? Level.WARN : Level.DEBUG,
                    "%s failed, and its caller waits for no answer: %s", operation(), failure);
        } else {
            replies.statistics().failed(ErrorCodec.INTERNAL, "Internal error");
            LOG.errorf(failure, "%s failed, and its caller waits for no answer", operation());
        }
    }

    private void error(ErrorReply error) {
        replies.statistics().failed(error.code(), error.text());
        Headers headers = stream == null ? error.headers() : stream.last(error.headers());
        try {
            message.reply(withAdded(headers), error.body());
        } catch (MessageTooLargeException e) {
            LOG.warnf("%s: %s", operation(), e.getMessage());
            ErrorReply shorter = ErrorReply.of(error.code(), "The error is too large to be sent");
            message.reply(stream == null ? shorter.headers() : headers, shorter.body());
        }
    }
}
