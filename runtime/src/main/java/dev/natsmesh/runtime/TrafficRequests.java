package dev.natsmesh.runtime;

import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.runtime.call.Subjects;
import dev.natsmesh.runtime.traffic.ServiceTraffic;
import dev.natsmesh.runtime.traffic.StatusJson;
import dev.natsmesh.runtime.traffic.TrafficPolicies;
import dev.natsmesh.runtime.transport.InboundMessage;
import dev.natsmesh.runtime.transport.Transport;

/** Tells whoever asks which traffic policy this application follows when it calls a service. Those who don't call it don't answer. */
final class TrafficRequests {

    private final TrafficPolicies policies;
    private final MeshIdentity identity;

    TrafficRequests(TrafficPolicies policies, MeshIdentity identity) {
        this.policies = policies;
        this.identity = identity;
    }

    /** One subscription is enough for all services. */
    void listen(Transport transport, SubjectPrefix prefix) {
        int name = prefix.before(Subjects.traffic("")).length();
        transport.listen(prefix.before(Subjects.traffic("*")), message -> answer(message, message.subject().substring(name)));
    }

    private void answer(InboundMessage message, String service) {
        ServiceTraffic traffic = policies.of(service);
        if (traffic == null) {
            message.finish();
        } else {
            message.reply(new Headers(), StatusJson.of(service, identity.application(), identity.version(), identity.instance(),
                    traffic.status()));
        }
    }
}
