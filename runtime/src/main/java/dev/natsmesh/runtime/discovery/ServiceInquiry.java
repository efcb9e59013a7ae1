package dev.natsmesh.runtime.discovery;

import java.time.Duration;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import dev.natsmesh.CallRefusedException;
import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Subject;
import dev.natsmesh.runtime.transport.ReplyHandler;
import dev.natsmesh.runtime.transport.Request;
import dev.natsmesh.runtime.transport.RequestTraits;
import dev.natsmesh.runtime.transport.Transport;

/** Asks all instances of a service once what they serve (ADR-32). */
final class ServiceInquiry implements ReplyHandler {

    private static final Logger LOG = Logger.getLogger(ServiceInquiry.class);
    private static final byte[] NO_BODY = new byte[0];

    private final Consumer<byte[]> answers;
    private final Runnable end;

    private ServiceInquiry(Consumer<byte[]> answers, Runnable end) {
        this.answers = answers;
        this.end = end;
    }

    /**
     * @param patience how long answers are waited for
     * @param answers gets each instance's answer
     * @param end is told that no more come; not where the server refuses the question, which it would do again
     */
    static void begin(Transport transport, String service, Duration patience, Consumer<byte[]> answers, Runnable end) {
        String subject = "$SRV.INFO." + service;
        transport.request(new Request(new RequestTraits(subject, true, true, null), Subject.of(subject), new Headers(), NO_BODY,
                Deadline.in(patience)), new ServiceInquiry(answers, end));
    }

    @Override
    public void reply(Headers headers, byte[] body) {
        answers.accept(body);
    }

    /** Time is over, which is the usual end, or nobody is there. */
    @Override
    public void failed(RuntimeException failure) {
        LOG.debugf("%s", failure.getMessage());
        if (!(failure instanceof CallRefusedException)) {
            end.run();
        }
    }
}
