package dev.natsmesh.runtime;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

import dev.natsmesh.runtime.traffic.PolicyJson;
import dev.natsmesh.runtime.traffic.RefusedPolicyException;
import dev.natsmesh.runtime.traffic.TrafficPolicies;
import dev.natsmesh.traffic.MeshTraffic;
import dev.natsmesh.traffic.TrafficPolicy;

/** Lets applications look at their traffic policies. */
final class FollowedPolicies implements MeshTraffic {

    private final TrafficPolicies policies;

    FollowedPolicies(TrafficPolicies policies) {
        this.policies = policies;
    }

    @Override
    public Map<String, TrafficPolicy> policies() {
        Map<String, TrafficPolicy> now = new TreeMap<>();
        policies.all().forEach((service, traffic) -> now.put(service, traffic.status().policy()));
        return now;
    }

    @Override
    public TrafficPolicy read(String json) {
        try {
            return PolicyJson.read(json.getBytes(StandardCharsets.UTF_8));
        } catch (RefusedPolicyException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public String write(TrafficPolicy policy) {
        return PolicyJson.write(policy);
    }
}
