package dev.natsmesh.traffic;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the calls of one service go, and what becomes of them on the way. Those who call the service follow it, from the next call on.
 * What is empty is as without a policy.
 * <p>
 * It is a plain value, which may be wrong: {@link #problems()} tells.
 *
 * @param split what each version gets of the calls that no rule matches; empty, or shares that add up to 1,000
 * @param rules calls that go to one version whatever the split says; the first that matches counts
 * @param mirror who gets a copy of calls
 * @param faults what goes wrong on purpose; the first that matches a call and hits it counts
 * @param balancer who chooses the instance; read and judged, but not followed yet
 * @param timeout how long a call may take whose caller has no nearer deadline
 * @param retries how calls are tried again; not followed yet
 * @param ejection when instances get no calls for a while; not followed yet
 */
public record TrafficPolicy(List<VersionShare> split, List<VersionRule> rules, Optional<Mirror> mirror, List<Fault> faults,
        Optional<Balancer> balancer, Optional<Duration> timeout, Optional<RetryPolicy> retries,
        Optional<EjectionPolicy> ejection) {

    /** Changes nothing. */
    public static final TrafficPolicy NONE = new TrafficPolicy(List.of(), List.of(), Optional.empty(), List.of(),
            Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty());

    public TrafficPolicy {
        split = List.copyOf(split);
        rules = List.copyOf(rules);
        Objects.requireNonNull(mirror, "mirror");
        faults = List.copyOf(faults);
        Objects.requireNonNull(balancer, "balancer");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(retries, "retries");
        Objects.requireNonNull(ejection, "ejection");
    }

    /** @return all that is wrong with it; empty if nothing is */
    public List<PolicyProblem> problems() {
        return new PolicyProblems().of(this);
    }

    /** @return the same policy with another split */
    public TrafficPolicy withSplit(List<VersionShare> shares) {
        return new TrafficPolicy(shares, rules, mirror, faults, balancer, timeout, retries, ejection);
    }
}
