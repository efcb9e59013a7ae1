package dev.natsmesh.runtime.client;

import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Stage;
import dev.natsmesh.runtime.call.Subject;
import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.runtime.codec.OperationCodec;
import dev.natsmesh.runtime.routing.Instance;

/** The last stage of the caller's side: encodes the arguments, and sends them. What can't be encoded is not sent. */
abstract class SendingStage implements Stage {

    private final CallEncoder encoder;

    SendingStage(Operation operation, SubjectPrefix prefix, OperationCodec codec) {
        this.encoder = new CallEncoder(operation, prefix, codec);
    }

    @Override
    public final void handle(Call call, Completion completion) {
        Instance to = choose(call);
        Subject subject;
        byte[] body;
        try {
            subject = encoder.subject(call, to);
            body = encoder.body(call);
        } catch (Throwable e) { // also an Error of a getter: nobody above would tell the caller
            completion.failure(e);
            return;
        }
        send(call, to, subject, body, completion);
    }

    /** Which instance gets the call; {@code null} for whichever the server chooses, or for all. */
    Instance choose(Call call) {
        return null;
    }

    /** Sends the call, whose headers are complete but for those of the message's kind. */
    abstract void send(Call call, Instance to, Subject subject, byte[] body, Completion completion);

    final CallEncoder encoder() {
        return encoder;
    }
}
