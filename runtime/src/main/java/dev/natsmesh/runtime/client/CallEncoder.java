package dev.natsmesh.runtime.client;

import dev.natsmesh.runtime.call.Arguments;
import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.HeaderArguments;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Subject;
import dev.natsmesh.runtime.call.SubjectTemplate;
import dev.natsmesh.runtime.codec.BodyCodec;

/** Puts an operation's arguments where they belong: into the subject, the headers, and the body. */
final class CallEncoder {

    private final SubjectTemplate subjects;
    private final HeaderArguments headers;
    private final Arguments arguments;
    private final BodyCodec codec;

    /** @param subject where calls go, with the operation's tokens in it */
    CallEncoder(Operation operation, String subject, BodyCodec codec) {
        this.subjects = SubjectTemplate.of(operation, subject);
        this.headers = HeaderArguments.of(operation);
        this.arguments = Arguments.of(operation);
        this.codec = codec;
    }

    Subject subject(Call call) {
        return subjects.subject(call.payload());
    }

    /** The body; the call gets the headers that tell what it is, and those that are arguments. */
    byte[] body(Call call) {
        byte[] body = codec.encode(arguments.body(call.payload()));
        headers.write(call.payload(), call.headers());
        codec.contentType().tell(call.headers());
        return body;
    }
}
