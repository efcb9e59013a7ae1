package dev.natsmesh.runtime.client;

import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Destination;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Stage;
import dev.natsmesh.runtime.call.Subject;
import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.runtime.codec.OperationCodec;
import dev.natsmesh.runtime.traffic.ServiceTraffic;
import dev.natsmesh.runtime.traffic.ServiceVersion;

/** The last stage of the caller's side: encodes the arguments, and sends them. What can't be encoded is not sent. */
abstract class SendingStage implements Stage {

    private final CallEncoder encoder;
    /** {@code null} if no policy has a say. */
    private final ServiceTraffic traffic;

    SendingStage(Operation operation, SubjectPrefix prefix, OperationCodec codec, ServiceTraffic traffic) {
        this.encoder = new CallEncoder(operation, prefix, codec);
        this.traffic = traffic;
    }

    @Override
    public final void handle(Call call, Completion completion) {
        Destination to;
        Subject subject;
        byte[] body;
        try {
            // The headers are complete with it, which the choice may depend on.
            body = encoder.body(call);
            to = choose(call);
            subject = encoder.subject(call, to);
        } catch (Throwable e) { // also an Error of a getter: nobody above would tell the caller
            completion.failure(e);
            return;
        }
        send(call, to, subject, body, completion);
    }

    /** Who gets the call, whose headers are complete; {@code null} for whichever the server chooses, or for all. */
    Destination choose(Call call) {
        return version(call);
    }

    /** Which version the traffic policy sends the call to; {@code null} for any. */
    final ServiceVersion version(Call call) {
        return traffic == null ? null : traffic.version(call);
    }

    final ServiceTraffic traffic() {
        return traffic;
    }

    /** Sends the call, whose headers are complete but for those of the message's kind. */
    abstract void send(Call call, Destination to, Subject subject, byte[] body, Completion completion);

    final CallEncoder encoder() {
        return encoder;
    }
}
