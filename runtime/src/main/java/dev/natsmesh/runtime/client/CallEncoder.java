package dev.natsmesh.runtime.client;

import dev.natsmesh.runtime.call.Arguments;
import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Destination;
import dev.natsmesh.runtime.call.HeaderArguments;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Subject;
import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.runtime.call.SubjectTemplate;
import dev.natsmesh.runtime.call.Subjects;
import dev.natsmesh.runtime.codec.OperationCodec;
import io.smallrye.mutiny.Multi;

/** Puts an operation's arguments where they belong: into the subject, the headers, the body, and the stream. */
final class CallEncoder {

    private final Operation operation;
    private final SubjectTemplate subjects;
    private final HeaderArguments headers;
    private final Arguments arguments;
    private final OperationCodec codec;
    /** What stands behind the address of an instance or a version, once one is called; whoever needs it first makes it. */
    private SubjectTemplate rest;

    CallEncoder(Operation operation, SubjectPrefix prefix, OperationCodec codec) {
        this.operation = operation;
        this.subjects = SubjectTemplate.of(operation, prefix.before(operation.address()));
        this.headers = HeaderArguments.of(operation);
        this.arguments = Arguments.of(operation);
        this.codec = codec;
    }

    Subject subject(Call call) {
        return subjects.subject(call.payload());
    }

    /** @param to who is called, {@code null} for whichever instance gets it */
    Subject subject(Call call, Destination to) {
        return to == null ? subject(call) : to.subject(rest().subject(call.payload()).toString());
    }

    private SubjectTemplate rest() {
        SubjectTemplate made = rest;
        if (made == null) {
            made = SubjectTemplate.of(operation, Subjects.within(operation.service(), operation.subject()));
            rest = made;
        }
        return made;
    }

    /**
     * The body; the call gets the headers that tell what it is, and those that are arguments.
     *
     * @throws IllegalArgumentException if the caller should stream, and the argument is {@code null}
     */
    byte[] body(Call call) {
        if (codec.stream() != null && stream(call) == null) {
            throw new IllegalArgumentException("%s: the stream to send is null".formatted(operation));
        }
        byte[] body = codec.bodies().sent(codec.request(), codec.request().encode(arguments.body(call.payload())),
                call.headers());
        headers.write(call.payload(), call.headers());
        return body;
    }

    /** What the caller streams, {@code null} if it doesn't. */
    Multi<?> stream(Call call) {
        return (Multi<?>) arguments.stream(call.payload());
    }
}
