package dev.natsmesh.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.natsmesh.testkit.ClientConnection;
import dev.natsmesh.testkit.QuarkusApplication;
import dev.natsmesh.testkit.RunningJvm;

/**
 * What an application takes while it has nothing to do.
 *
 * @param heap its live heap in MiB
 * @param threads how many threads it has, by their names without numbers
 * @param connections how many connections to the servers it has
 * @param subscriptions how many subscriptions it has over them
 */
record Footprint(double heap, Map<String, Long> threads, long connections, long subscriptions) {

    private static final double MEBIBYTE = 1024 * 1024;
    /** What the JVM keeps, such as compiled code's data and soft references, comes and goes by less. */
    private static final double MORE_HEAP = 10;
    /** Threads of pools that are not full come as they are needed. */
    private static final long MORE_THREADS = 6;

    static Footprint of(QuarkusApplication application, List<ClientConnection> connections) {
        List<ClientConnection> own = connections.stream()
                .filter(connection -> connection.name().equals(application.name())).toList();
        try (RunningJvm jvm = RunningJvm.of(application)) {
            return new Footprint(jvm.liveHeap() / MEBIBYTE,
                    jvm.threads().stream().map(name -> name.replaceAll("\\d+", "#"))
                            .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting())),
                    own.size(), own.stream().mapToLong(ClientConnection::subscriptions).sum());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look into " + application, e);
        }
    }

    /** In what it has grown from another one; nothing if it is flat. */
    List<String> growthFrom(Footprint before) {
        List<String> growth = new ArrayList<>();
        if (heap > before.heap + MORE_HEAP) {
            growth.add("live heap %.1f MiB after %.1f".formatted(heap, before.heap));
        }
        if (threadCount() > before.threadCount() + MORE_THREADS) {
            Map<String, Long> more = new TreeMap<>(threads);
            before.threads.forEach((name, count) -> more.merge(name, -count, Long::sum));
            more.values().removeIf(count -> count <= 0);
            growth.add("%d threads after %d, more of %s".formatted(threadCount(), before.threadCount(), more));
        }
        if (connections > before.connections) {
            growth.add("%d connections after %d".formatted(connections, before.connections));
        }
        if (subscriptions > before.subscriptions) {
            growth.add("%d subscriptions after %d".formatted(subscriptions, before.subscriptions));
        }
        return growth;
    }

    private long threadCount() {
        return threads.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public String toString() {
        return "%.1f MiB, %d threads, %d connections, %d subscriptions".formatted(heap, threadCount(), connections,
                subscriptions);
    }
}
