package dev.natsmesh.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.natsmesh.testkit.ClientConnection;
import dev.natsmesh.testkit.NatsCluster;
import dev.natsmesh.testkit.NatsServer;
import dev.natsmesh.testkit.Progress;
import dev.natsmesh.testkit.QuarkusApplication;

/** What is running: three servers, three instances of the service and three callers, each a process of its own. */
final class Deployment implements AutoCloseable {

    static final int SIZE = 3;

    private final Settings settings;
    private final Path modules;
    private final Path logs;
    private final NatsCluster cluster = NatsCluster.withCuttableRoutes(SIZE);
    private final AtomicReferenceArray<Instance> instances = new AtomicReferenceArray<>(SIZE);
    private final AtomicReferenceArray<Caller> callers = new AtomicReferenceArray<>(SIZE);
    private final List<Path> runLogs = new ArrayList<>();

    private Deployment(Settings settings, Path modules, Path logs) {
        this.settings = settings;
        this.modules = modules;
        this.logs = logs;
    }

    /**
     * Starts everything.
     *
     * @param modules where the service and the caller have been packaged
     * @param logs where what they write goes
     */
    static Deployment start(Settings settings, Path modules, Path logs) {
        try {
            Files.createDirectories(logs);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create " + logs, e);
        }
        Deployment deployment = new Deployment(settings, modules, logs);
        try {
            Progress.step("three nats-servers, %s", deployment.cluster.urls());
            Stream.concat(
                    IntStream.range(0, SIZE).mapToObj(i -> CompletableFuture.runAsync(() -> deployment.startInstance(i))),
                    IntStream.range(0, SIZE).mapToObj(i -> CompletableFuture.runAsync(() -> deployment.startCaller(i))))
                    .toList().forEach(CompletableFuture::join);
            Progress.step("three instances and three callers; what they write is in %s", logs);
            return deployment;
        } catch (RuntimeException e) {
            deployment.close();
            throw e;
        }
    }

    NatsCluster cluster() {
        return cluster;
    }

    NatsServer server(int index) {
        return cluster.server(index);
    }

    Instance instance(int index) {
        return instances.get(index);
    }

    /** Starts another one in its place, and returns when it is ready. */
    void startInstance(int index) {
        String name;
        Path runs;
        synchronized (runLogs) {
            name = "instance-" + (runLogs.size() + 1);
            runs = logs.resolve(name + ".runs");
            runLogs.add(runs);
        }
        instances.set(index, Instance.start(name, modules, logs, runs, cluster.urls()));
    }

    private void startCaller(int index) {
        callers.set(index, Caller.start("caller-" + (index + 1), modules, logs, cluster.urls(), settings.seed() + index,
                (double) settings.rate() / SIZE));
    }

    List<Caller> callers() {
        return all(callers);
    }

    /** The first server from that index on that an instance is connected to. */
    int serverWithAnInstance(int index) {
        return serverOf(all(instances).stream().map(Instance::name).toList(), index);
    }

    /** The first server from that index on that an application is connected to: what happens to another one is seen by nobody. */
    int serverInUse(int index) {
        List<String> names = Stream.concat(callerProcesses().stream(), instanceProcesses().stream())
                .map(QuarkusApplication::name).toList();
        return serverOf(names, index);
    }

    /** The connections to all servers. */
    List<ClientConnection> connections() {
        return cluster.servers().stream().flatMap(server -> server.connections().stream()).toList();
    }

    /** The instances that run now. */
    List<QuarkusApplication> instanceProcesses() {
        return all(instances).stream().map(Instance::process).toList();
    }

    List<QuarkusApplication> callerProcesses() {
        return all(callers).stream().map(Caller::process).toList();
    }

    /** Where the instances have written down what they ran, those included that are gone. */
    List<Path> runLogs() {
        synchronized (runLogs) {
            return List.copyOf(runLogs);
        }
    }

    @Override
    public void close() {
        Stream.concat(instanceProcesses().stream(), callerProcesses().stream()).forEach(QuarkusApplication::close);
        cluster.close();
    }

    private int serverOf(List<String> applications, int index) {
        return IntStream.range(0, SIZE).map(i -> (index + i) % SIZE)
                .filter(i -> server(i).connections().stream().map(ClientConnection::name).anyMatch(applications::contains))
                .findFirst().orElseThrow(() -> new IllegalStateException("None of %s is connected".formatted(applications)));
    }

    /** Those that have been started. */
    private static <T> List<T> all(AtomicReferenceArray<T> array) {
        return IntStream.range(0, SIZE).mapToObj(array::get).filter(each -> each != null).toList();
    }
}
