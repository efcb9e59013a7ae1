package dev.natsmesh.runtime.routing;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.natsmesh.runtime.routing.Instance.State;

/** Who of a service's instances gets calls: a picture that is made anew whenever one of them changes. */
final class Targets {

    static final Targets NONE = new Targets(null, Map.of(), null, new Instance[0], Set.of());

    private final Instance[] open;
    private final Map<String, Instance[]> byVersion;
    private final Instance[] balanced;
    private final Instance[] trials;
    private final Set<String> versions;

    private Targets(Instance[] open, Map<String, Instance[]> byVersion, Instance[] balanced, Instance[] trials,
            Set<String> versions) {
        this.open = open;
        this.byVersion = byVersion;
        this.balanced = balanced;
        this.trials = trials;
        this.versions = versions;
    }

    /**
     * @param closely whether instances are called by themselves also while all of them serve
     * @param reach which of them can be
     * @param balanced whether balancers choose
     */
    static Targets of(Collection<Instance> instances, boolean closely, Reach reach, boolean balanced) {
        List<Instance> serving = instances.stream().filter(each -> each.state == State.SERVING).toList();
        List<Instance> open = serving.stream().filter(each -> !each.isDark()).toList();
        boolean allServe = serving.size() == instances.size();
        boolean single = open.size() > 1 && closely || !open.isEmpty() && !allServe;
        boolean can = !open.isEmpty() && reach == Reach.ALL;
        Map<String, List<Instance>> byVersion = serving.stream().collect(Collectors.groupingBy(Instance::version));
        return new Targets(single && can ? array(open) : null,
                (closely || !allServe) && reach != Reach.NONE
                        ? byVersion.entrySet().stream()
                                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> array(entry.getValue())))
                        : Map.of(),
                balanced && can ? array(open) : null,
                array(instances.stream().filter(each -> each.state == State.ON_TRIAL).toList()),
                Set.copyOf(byVersion.keySet()));
    }

    private static Instance[] array(List<Instance> instances) {
        return instances.toArray(Instance[]::new);
    }

    /**
     * Those that get calls in turn.
     *
     * @param version whose calls, {@code null} for those of no version
     * @return {@code null} while the queue group does
     */
    Instance[] inTurn(String version) {
        return version == null ? open : byVersion.get(version);
    }

    /** Those that balancers choose from, {@code null} while their calls go to the queue group. */
    Instance[] balanced() {
        return balanced;
    }

    /** Those that may get one call each; mostly there is none. */
    Instance[] trials() {
        return trials;
    }

    /** Whether an instance of that version is known to serve. */
    boolean serves(String version) {
        return versions.contains(version);
    }

    /** Whether no instance gets calls by itself that are of no version. */
    boolean areNone() {
        return open == null && balanced == null;
    }

    /** Which instances can be called by themselves. */
    enum Reach {
        ALL,
        /** There is one that isn't of this extension, and would get no calls if the others were called by themselves. */
        NOT_PLAIN,
        /** The NATS server doesn't let this application do it. */
        NONE
    }
}
