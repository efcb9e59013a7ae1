package dev.natsmesh.runtime.traffic;

import java.util.List;

import dev.natsmesh.traffic.PolicyProblem;
import dev.natsmesh.traffic.TrafficPolicy;

/**
 * What an application follows when it calls a service.
 *
 * @param source where the policy comes from
 * @param revision which one it is there, 0 if it isn't counted
 * @param policy the policy
 * @param refusedRevision which later one was refused, 0 if none was
 * @param refused what is wrong with that
 */
public record PolicyStatus(PolicySource source, long revision, TrafficPolicy policy, long refusedRevision,
        List<PolicyProblem> refused) {

    /** What applies, for people. */
    @Override
    public String toString() {
        return switch (source) {
            case NONE -> "no policy";
            case CONFIGURATION -> "the policy of the configuration";
            case BUCKET -> "revision " + revision;
        };
    }
}
