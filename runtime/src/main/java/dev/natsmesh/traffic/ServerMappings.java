package dev.natsmesh.traffic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The splits of traffic policies as configuration of nats-server, for clients that know nothing of policies and call a service by its
 * plain subjects: the server sends their calls to versions. Put it into the configuration, or into the account that the clients are
 * in, and reload the server.
 * <p>
 * Weights of the server are whole per cents, so shares are rounded, and still add up to 100. It knows neither headers nor callers: of
 * a policy's rules nothing is there, nor of the rest of it. Where nobody serves a version, such a client's call fails at once as one
 * that nobody serves; there is no other version for it.
 */
public final class ServerMappings {

    private static final int ALL = 100;
    private static final int STEPS_OF_A_PERCENT = 10;

    private ServerMappings() {
    }

    /**
     * @param policies by the services' names; those without a split change nothing
     * @return the text of a {@code mappings} section
     */
    public static String of(Map<String, TrafficPolicy> policies) {
        return of(policies, "");
    }

    /**
     * @param policies by the services' names; those without a split change nothing
     * @param subjectPrefix what the subjects begin with ({@code quarkus.nats.subject-prefix}), empty for no prefix
     * @return the text of a {@code mappings} section
     * @throws IllegalArgumentException if a policy has mistakes
     */
    public static String of(Map<String, TrafficPolicy> policies, String subjectPrefix) {
        String prefix = subjectPrefix.isEmpty() ? "" : subjectPrefix + ".";
        StringBuilder text = new StringBuilder("mappings {\n");
        new TreeMap<>(policies).forEach((service, policy) -> {
            List<PolicyProblem> problems = policy.problems();
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException("The traffic policy of %s has mistakes: %s".formatted(service, problems));
            }
            if (!policy.split().isEmpty()) {
                text.append("  \"").append(prefix).append(service).append(".>\": [\n");
                destinations(prefix, service, policy.split(), text);
                text.append("  ]\n");
            }
        });
        return text.append("}\n").toString();
    }

    private static void destinations(String prefix, String service, List<VersionShare> split, StringBuilder text) {
        int[] weights = weights(split);
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                text.append("    { destination: \"%s_MESH.V.%s.%s.>\", weight: %d%% }%n".formatted(prefix, service,
                        split.get(i).version().replace('.', '_'), weights[i]).replace(System.lineSeparator(), "\n"));
            }
        }
    }

    /** What is cut off goes to those that lose most by it. */
    private static int[] weights(List<VersionShare> split) {
        int[] weights = split.stream().mapToInt(share -> share.perMille() / STEPS_OF_A_PERCENT).toArray();
        int left = ALL;
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            left -= weights[i];
            order.add(i);
        }
        order.sort(Comparator.comparing(i -> -(split.get(i).perMille() % STEPS_OF_A_PERCENT)));
        for (int i = 0; i < left; i++) {
            weights[order.get(i)]++;
        }
        return weights;
    }
}
