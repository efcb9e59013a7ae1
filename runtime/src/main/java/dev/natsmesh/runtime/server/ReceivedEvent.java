package dev.natsmesh.runtime.server;

import java.util.List;
import java.util.UUID;

import org.jboss.logging.Logger;

import dev.natsmesh.ServiceException;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Operation;

/** An event that came for a method. Nobody waits for its end, so what goes wrong is only logged. */
final class ReceivedEvent extends ReceivedCall implements Completion {

    private static final Logger LOG = Logger.getLogger(ReceivedEvent.class);

    private final String subject;
    private final Runnable end;

    ReceivedEvent(Operation operation, String subject, Headers headers, byte[] body, Runnable end) {
        super(operation, headers, null, body);
        this.subject = subject;
        this.end = end;
    }

    @Override
    String subject() {
        return subject;
    }

    @Override
    void replyHeader(String name, List<String> values) {
        throw new IllegalStateException("%s gets an event, which has no answer, so there is no header %s of it"
                .formatted(operation(), name));
    }

    @Override
    public void success(Object result) {
        end.run();
    }

    @Override
    public void failure(Throwable failure) {
        if (failure != PendingEvents.DROPPED) {
            log(failure);
        }
        end.run();
    }

    /** A failure that has a text for people needs no stack trace. */
    private void log(Throwable failure) {
        String correlationId = UUID.randomUUID().toString();
        if (failure instanceof ServiceException) {
            LOG.warnf("%s did not handle an event of %s, correlation id %s: %s", operation(), subject, correlationId,
                    failure.getMessage());
        } else {
            LOG.errorf(failure, "%s failed with an event of %s, correlation id %s", operation(), subject, correlationId);
        }
    }
}
