package dev.natsmesh.runtime.traffic;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.jboss.logging.Logger;

import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Destination;
import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Subject;
import dev.natsmesh.runtime.transport.ReplyHandler;
import dev.natsmesh.runtime.transport.Request;

/**
 * The copy of one call: a request of its own, whose end nobody waits for. It is under way until it has ended, and where answers are
 * compared, until the call has, too.
 */
public final class MirroredCall {

    private static final Logger LOG = Logger.getLogger(MirroredCall.class);

    private final Operation operation;
    private final MirroredOperation.Target target;
    private final Mirroring mirroring;
    /** {@code null} if nothing is compared. */
    private final Comparison comparison;
    /** What came of the request that ended first, the call or its copy; {@code null} until then. */
    private final AtomicReference<Answer> first = new AtomicReference<>();

    MirroredCall(Operation operation, MirroredOperation.Target target, Mirroring mirroring, Comparison comparison) {
        this.operation = operation;
        this.target = target;
        this.mirroring = mirroring;
        this.comparison = comparison;
    }

    /** What the call itself is to be sent with, in place of the handler of its reply, which is told all the same, and first. */
    public ReplyHandler watching(ReplyHandler own) {
        return comparison == null ? own : new Watched(own);
    }

    /**
     * Sends the copy, after the call itself. Whatever goes wrong with it is only counted.
     *
     * @param body the call's
     * @param subjects gives the subject of whoever gets the copy
     */
    public void send(Call call, byte[] body, Function<Destination, Subject> subjects) {
        try {
            // Another key than the call's, or none: whoever gets both must not answer one with what the other did.
            Headers headers = call.headers().copy().remove(HeaderNames.IDEMPOTENCY_KEY).set(HeaderNames.MIRROR, "true");
            mirroring.transport().request(new Request(target.traits(), subjects.apply(target.to()), headers, body,
                    call.deadline()), new OfCopy());
        } catch (RuntimeException e) {
            LOG.debugf(e, "%s: a copy can't be sent", operation);
            copyEnded(CopyOutcome.FAILED, Answer.NONE);
        }
    }

    private void copyEnded(CopyOutcome outcome, Answer answer) {
        try {
            mirroring.tell(operation, outcome);
        } finally {
            ended(answer);
        }
    }

    private void ended(Answer answer) {
        if (comparison == null) {
            mirroring.ended();
        } else if (!first.compareAndSet(null, answer)) {
            Answer other = first.get();
            if (answer == Answer.NONE || other == Answer.NONE) {
                mirroring.ended();
            } else {
                compare(answer, other);
            }
        }
    }

    private void compare(Answer one, Answer other) {
        try {
            mirroring.executor().execute(() -> {
                try {
                    mirroring.tell(operation, comparison.of(one, other));
                } finally {
                    mirroring.ended();
                }
            });
        } catch (RuntimeException e) { // there is nobody to do it any more
            LOG.debugf(e, "%s: what was answered is not compared", operation);
            mirroring.ended();
        }
    }

    private final class OfCopy implements ReplyHandler {

        @Override
        public void reply(Headers headers, byte[] body) {
            Answer answer = Answer.of(headers, body);
            copyEnded(answer.isError() ? CopyOutcome.ERROR : CopyOutcome.SUCCESS, answer);
        }

        @Override
        public void failed(RuntimeException failure) {
            LOG.debugf("%s", failure.getMessage());
            copyEnded(CopyOutcome.of(failure), Answer.NONE);
        }
    }

    private final class Watched implements ReplyHandler {

        private final ReplyHandler own;

        Watched(ReplyHandler own) {
            this.own = own;
        }

        @Override
        public void reply(Headers headers, byte[] body) {
            // Now: soon the headers are read where the call was made, and they are not for two at a time.
            Answer answer = Answer.NONE;
            try {
                answer = Answer.of(headers, body);
            } finally {
                try {
                    own.reply(headers, body);
                } finally {
                    ended(answer);
                }
            }
        }

        @Override
        public void failed(RuntimeException failure) {
            try {
                own.failed(failure);
            } finally {
                ended(Answer.NONE);
            }
        }
    }
}
