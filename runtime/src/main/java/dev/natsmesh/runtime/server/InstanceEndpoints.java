package dev.natsmesh.runtime.server;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.SubjectPattern;
import dev.natsmesh.runtime.call.SubjectTemplate;
import dev.natsmesh.runtime.call.Subjects;
import dev.natsmesh.runtime.codec.ErrorReply;
import dev.natsmesh.runtime.transport.InboundMessage;
import dev.natsmesh.runtime.transport.MessageHandler;

/**
 * The endpoints of a service at the subject of one instance, or of one version. Since everybody who listens there has the same
 * endpoints, one subscription is enough for all.
 */
final class InstanceEndpoints {

    private static final int NOT_FOUND = 404;

    private final String service;
    private final Map<String, MessageHandler> bySubject = new HashMap<>();
    private final Map<SubjectPattern, MessageHandler> byPattern = new LinkedHashMap<>();

    InstanceEndpoints(String service) {
        this.service = service;
    }

    /** Adds an endpoint, unless it is one that all instances answer. Not once messages come. */
    void add(Operation operation, MessageHandler handler) {
        if (operation.kind() == Operation.Kind.GATHER) {
            return;
        }
        SubjectTemplate rest = SubjectTemplate.of(operation, Subjects.within(service, operation.subject()));
        if (rest.hasArguments()) {
            byPattern.put(SubjectPattern.of(rest.pattern()), handler);
        } else {
            bySubject.put(rest.pattern(), handler);
        }
    }

    /** @param address what the subjects begin with */
    MessageHandler at(String address) {
        int length = address.length();
        return message -> message(message, message.subject().substring(length));
    }

    private void message(InboundMessage message, String rest) {
        MessageHandler handler = bySubject.get(rest);
        if (handler == null) {
            handler = byPattern.entrySet().stream().filter(entry -> entry.getKey().matches(rest)).map(Map.Entry::getValue)
                    .findFirst().orElse(InstanceEndpoints::unknown);
        }
        handler.message(message);
    }

    private static void unknown(InboundMessage message) {
        message.reply(ErrorReply.of(NOT_FOUND, "There is no such endpoint here").headers(), new byte[0]);
    }
}
