package dev.natsmesh.runtime.server;

import dev.natsmesh.MessageTooLargeException;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.codec.BodyCodec;
import dev.natsmesh.runtime.codec.ErrorCodec;
import dev.natsmesh.runtime.codec.MessageBodies;
import dev.natsmesh.runtime.codec.OperationCodec;
import dev.natsmesh.runtime.discovery.EndpointStatistics;
import dev.natsmesh.runtime.transport.InboundMessage;

/** What the replies of one endpoint have in common. */
final class EndpointReplies {

    private final EndpointStatistics statistics;
    private final ErrorCodec errors;
    private final MessageBodies bodies;
    /** Those of every reply that is no error; nobody changes them. */
    private final Headers headers = new Headers();
    /** The same for a reply that is null, where no bytes tell it. */
    private final Headers nullHeaders = new Headers();

    EndpointReplies(OperationCodec codec, EndpointStatistics statistics) {
        this.statistics = statistics;
        this.errors = codec.errors();
        this.bodies = codec.bodies();
        MessageBodies.tell(codec.reply(), false, headers);
        MessageBodies.tell(codec.reply(), true, nullHeaders);
    }

    EndpointStatistics statistics() {
        return statistics;
    }

    ErrorCodec errors() {
        return errors;
    }

    /**
     * Sends a result.
     *
     * @param request the headers of what it answers
     * @param added more headers, {@code null} for none
     * @throws MessageTooLargeException if it has no place in a message
     */
    void send(InboundMessage message, Headers request, Headers added, byte[] body) {
        Headers told = body == BodyCodec.NULL ? nullHeaders : headers;
        boolean compressed = bodies.isLarge(body) && MessageBodies.isAccepted(request);
        if (!compressed && added == null) {
            message.reply(told, body);
            return;
        }
        Headers more = told.copy();
        byte[] sent = compressed ? bodies.compressed(body, more) : body;
        if (added != null) {
            added.forEach(more::add);
        }
        message.reply(more, sent);
    }
}
