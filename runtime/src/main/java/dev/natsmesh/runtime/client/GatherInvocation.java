package dev.natsmesh.runtime.client;

import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Destination;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Subject;
import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.runtime.call.Subjects;
import dev.natsmesh.runtime.codec.OperationCodec;
import dev.natsmesh.runtime.transport.PendingRequest;
import dev.natsmesh.runtime.transport.Request;
import dev.natsmesh.runtime.transport.RequestTraits;
import dev.natsmesh.runtime.transport.Transport;

/** The last stage of a call to every instance of a service. Sent again, it would gather some answers twice, so it isn't. */
final class GatherInvocation extends SendingStage {

    private final Operation operation;
    private final RequestTraits traits;
    private final OperationCodec codec;
    private final Transport transport;

    GatherInvocation(Operation operation, SubjectPrefix prefix, OperationCodec codec, Transport transport) {
        super(operation, prefix, codec, null);
        this.operation = operation;
        this.traits = new RequestTraits(operation.toString(), false, true,
                Subject.of(prefix.before(Subjects.cancellations(operation.service()))));
        this.codec = codec;
        this.transport = transport;
    }

    @Override
    void send(Call call, Destination to, Subject subject, byte[] body, Completion completion) {
        GatheredReplies replies = new GatheredReplies((GatherCall) call, operation.gathering(), codec, completion);
        PendingRequest request = transport.request(new Request(traits, subject, call.headers(), body, call.deadline()),
                replies);
        call.running(request);
        replies.begin(request);
    }
}
