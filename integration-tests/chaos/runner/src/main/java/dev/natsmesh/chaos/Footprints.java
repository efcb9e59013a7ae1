package dev.natsmesh.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.natsmesh.testkit.ClientConnection;
import dev.natsmesh.testkit.QuarkusApplication;

/** What all applications took at the start, to compare with. */
final class Footprints {

    /** How long what is being left, such as a connection, may still be there. */
    private static final Duration SETTLING = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final Deployment deployment;
    private final Map<String, Footprint> before;
    private Map<String, Footprint> latest;

    private Footprints(Deployment deployment) {
        this.deployment = deployment;
        this.before = take();
        this.latest = before;
    }

    /** Those of now. */
    static Footprints of(Deployment deployment) {
        return new Footprints(deployment);
    }

    /**
     * What has grown since then. An instance that has taken another one's place is compared with the one that came first. What
     * has is given a while to shrink.
     */
    List<String> growth() throws InterruptedException {
        long limit = System.nanoTime() + SETTLING.toNanos();
        while (true) {
            latest = take();
            List<String> growth = compare(latest);
            if (growth.isEmpty() || System.nanoTime() - limit > 0) {
                return growth;
            }
            TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
        }
    }

    /** The latest of them, for people. */
    @Override
    public String toString() {
        return latest.toString();
    }

    private List<String> compare(Map<String, Footprint> after) {
        List<String> growth = new ArrayList<>();
        after.forEach((name, footprint) -> footprint.growthFrom(before.getOrDefault(name, before.get("instance-1")))
                .forEach(what -> growth.add(name + ": " + what)));
        Set<String> strangers = new HashSet<>(deployment.connections().stream().map(ClientConnection::name).toList());
        strangers.removeAll(after.keySet());
        strangers.forEach(name -> growth.add("a connection of %s, which is gone".formatted(name)));
        return growth;
    }

    private Map<String, Footprint> take() {
        List<ClientConnection> connections = deployment.connections();
        List<QuarkusApplication> applications = Stream
                .concat(deployment.callerProcesses().stream(), deployment.instanceProcesses().stream()).toList();
        Map<String, Footprint> footprints = new TreeMap<>();
        applications.forEach(application -> footprints.put(application.name(), Footprint.of(application, connections)));
        return footprints;
    }
}
