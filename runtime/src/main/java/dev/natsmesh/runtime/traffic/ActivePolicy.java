package dev.natsmesh.runtime.traffic;

import java.time.Duration;

import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.traffic.TrafficPolicy;

/** A policy that calls follow, with what can be prepared for them. */
public final class ActivePolicy {

    private final TrafficPolicy policy;
    /** {@code null} if the queue group gets all calls. */
    private final VersionRouting routing;
    /** {@code null} if the policy doesn't say. */
    private final Duration timeout;

    ActivePolicy(String service, TrafficPolicy policy, String caller, SubjectPrefix prefix) {
        this.policy = policy;
        this.routing = VersionRouting.of(service, policy, caller, prefix);
        this.timeout = policy.timeout().orElse(null);
    }

    public TrafficPolicy policy() {
        return policy;
    }

    /** The version that gets the call, whose headers are complete; {@code null} for the queue group of all. */
    ServiceVersion version(Call call) {
        if (routing == null) {
            return null;
        }
        ServiceVersion version = routing.byRule(call.headers());
        if (version == null) {
            version = routing.byShare(call.lot());
        }
        return version == null || version.isForbidden() ? null : version;
    }

    Duration timeout() {
        return timeout;
    }
}
