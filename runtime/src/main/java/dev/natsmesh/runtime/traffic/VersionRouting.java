package dev.natsmesh.runtime.traffic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.traffic.HeaderMatch;
import dev.natsmesh.traffic.TrafficPolicy;
import dev.natsmesh.traffic.VersionRule;
import dev.natsmesh.traffic.VersionShare;

/**
 * Which version of a service gets a call, as a policy says: prepared, so that deciding is a few comparisons. Rules come before the
 * split. What it is decided by is passed in; nothing here is random.
 */
final class VersionRouting {

    /** Those that this application's calls can match. */
    private final Rule[] rules;
    private final ServiceVersion[] versions;
    /** Up to which lot, exclusive, each version gets calls. */
    private final int[] ends;

    private VersionRouting(List<Rule> rules, List<ServiceVersion> versions, List<Integer> ends) {
        this.rules = rules.toArray(Rule[]::new);
        this.versions = versions.toArray(ServiceVersion[]::new);
        this.ends = ends.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * @param caller the name of the application that calls
     * @return {@code null} if the policy has no say in it
     */
    static VersionRouting of(String service, TrafficPolicy policy, String caller, SubjectPrefix prefix) {
        Map<String, ServiceVersion> known = new LinkedHashMap<>();
        List<Rule> rules = new ArrayList<>();
        for (VersionRule rule : policy.rules()) {
            // Who calls is known now: it is this application.
            if (rule.caller().isEmpty() || rule.caller().get().equals(caller)) {
                rules.add(Rule.of(rule,
                        known.computeIfAbsent(rule.version(), name -> new ServiceVersion(service, name, prefix))));
            }
        }
        List<ServiceVersion> versions = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        int end = 0;
        for (VersionShare share : policy.split()) {
            end += share.perMille();
            versions.add(known.computeIfAbsent(share.version(), name -> new ServiceVersion(service, name, prefix)));
            ends.add(end);
        }
        return rules.isEmpty() && versions.isEmpty() ? null : new VersionRouting(rules, versions, ends);
    }

    /** @return {@code null} if no rule matches */
    ServiceVersion byRule(Headers headers) {
        for (Rule rule : rules) {
            if (rule.matches(headers)) {
                return rule.version;
            }
        }
        return null;
    }

    /**
     * @param lot from 0 to 999, each as probable as the others
     * @return {@code null} if there is no split
     */
    ServiceVersion byShare(int lot) {
        for (int i = 0; i < ends.length; i++) {
            if (lot < ends[i]) {
                return versions[i];
            }
        }
        return null;
    }

    /**
     * @param header {@code null} if all calls match
     * @param value {@code null} for any
     */
    private record Rule(String header, String value, ServiceVersion version) {

        static Rule of(VersionRule rule, ServiceVersion version) {
            return new Rule(rule.header().map(HeaderMatch::name).orElse(null),
                    rule.header().flatMap(HeaderMatch::value).orElse(null), version);
        }

        boolean matches(Headers headers) {
            if (header == null) {
                return true;
            }
            String found = headers.get(header);
            return found != null && (value == null || value.equals(found));
        }
    }
}
