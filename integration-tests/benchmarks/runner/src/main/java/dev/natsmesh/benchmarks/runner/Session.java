package dev.natsmesh.benchmarks.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.natsmesh.testkit.NatsServer;
import dev.natsmesh.testkit.Poll;

/** The processes of a variant, from their start to their end. */
final class Session implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double MEGABYTE = 1 << 20;

    private final List<ControlledProcess> services = new ArrayList<>();
    private final Optional<NatsServer> broker;
    private final ControlledProcess client;
    private final Map<Figure, Double> atStart = new EnumMap<>(Figure.class);

    private Session(Optional<NatsServer> broker, ControlledProcess client) {
        this.broker = broker;
        this.client = client;
    }

    /** Starts a variant's processes and makes a first call. */
    static Session open(Variant variant, Settings settings) {
        Optional<NatsServer> broker = variant.brokered() ? Optional.of(NatsServer.start()) : Optional.empty();
        Map<String, String> environment = new TreeMap<>();
        broker.ifPresent(server -> environment.put("bench.servers", server.url()));
        int port = freePort();
        environment.put("bench.port", Integer.toString(port));
        Path modules = variant.modules().orElse(settings.modules());
        Path logs = settings.output().resolve("logs");
        Session session = new Session(broker, new ControlledProcess(variant.name() + " client",
                variant.client().command(modules, environment), logs.resolve(variant.name() + "-client.log")));
        try {
            session.client.awaitStarted();
            long start = System.nanoTime();
            for (int i = 1; i <= variant.instances(); i++) {
                session.services.add(new ControlledProcess(variant.name() + " service " + i,
                        variant.service().command(modules, environment),
                        logs.resolve(variant.name() + "-service-" + i + ".log")));
            }
            session.services.forEach(ControlledProcess::awaitStarted);
            if (!variant.brokered()) {
                awaitOpen(port);
            }
            session.client.ask("first");
            session.atStart.put(Figure.START, (System.nanoTime() - start) / 1e6);
            session.atStart.put(Figure.RSS_CLIENT_IDLE, session.client.reading().rssBytes() / MEGABYTE);
            session.atStart.put(Figure.RSS_SERVICE_IDLE, session.servicesReading().rssBytes() / MEGABYTE);
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** What was seen before there was load. */
    Map<Figure, Double> atStart() {
        return atStart;
    }

    void warmUp(Workload workload, Duration time) {
        client.ask(workload.command());
        sleep(time);
        client.ask("stop");
    }

    /** Runs a workload, lets it settle, and measures. */
    Map<Figure, Double> measure(Workload workload, Duration settle, Duration time) {
        client.ask(workload.command());
        sleep(settle);
        Mark before = mark();
        sleep(time);
        Mark after = mark();
        client.ask("stop");
        return figures(before, after);
    }

    @Override
    public void close() {
        client.close();
        services.forEach(ControlledProcess::close);
        broker.ifPresent(NatsServer::close);
    }

    private Mark mark() {
        Reading brokerReading = broker.map(server -> Reading.of(server.pid())).orElse(Reading.NONE);
        Reading servicesReading = servicesReading();
        Reading clientReading = client.reading();
        long allocated = services.stream().mapToLong(service -> service.ask("mark").get("allocated")).sum();
        return new Mark(client.ask("mark"), allocated, clientReading, servicesReading, brokerReading,
                Machine.busyMicros());
    }

    private Reading servicesReading() {
        return services.stream().map(ControlledProcess::reading).reduce(Reading.NONE, Reading::plus);
    }

    private Map<Figure, Double> figures(Mark before, Mark after) {
        Map<String, Long> told = after.client;
        double calls = Math.max(1, told.get("calls"));
        Reading clientSpent = after.clientReading.since(before.clientReading);
        Reading servicesSpent = after.servicesReading.since(before.servicesReading);
        Reading brokerSpent = after.brokerReading.since(before.brokerReading);
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.CALLS, told.get("calls") * 1e9 / (told.get("nanos") - before.client.get("nanos")));
        figures.put(Figure.FAILED, (double) told.get("failed"));
        figures.put(Figure.CPU_CLIENT, clientSpent.cpuMicros() / calls);
        figures.put(Figure.CPU_SERVICE, servicesSpent.cpuMicros() / calls);
        figures.put(Figure.CPU_BROKER, brokerSpent.cpuMicros() / calls);
        double spent = clientSpent.plus(servicesSpent).plus(brokerSpent).cpuMicros();
        figures.put(Figure.CPU, spent / calls);
        double available = (told.get("nanos") - before.client.get("nanos")) / 1e3 * Runtime.getRuntime().availableProcessors();
        figures.put(Figure.OTHERS, Math.max(0, after.machineMicros - before.machineMicros - spent) / available * 100);
        figures.put(Figure.ALLOCATED_CLIENT, (told.get("allocated") - before.client.get("allocated")) / calls);
        figures.put(Figure.ALLOCATED_SERVICE, (after.servicesAllocated - before.servicesAllocated) / calls);
        figures.put(Figure.WRITES_CLIENT, clientSpent.writes() / calls);
        figures.put(Figure.WRITES_SERVICE, servicesSpent.writes() / calls);
        figures.put(Figure.WRITES_BROKER, brokerSpent.writes() / calls);
        figures.put(Figure.SWITCHES_CLIENT, clientSpent.switches() / calls);
        figures.put(Figure.SWITCHES_SERVICE, servicesSpent.switches() / calls);
        figures.put(Figure.SWITCHES_BROKER, brokerSpent.switches() / calls);
        figures.put(Figure.SWITCHES_JVM, clientSpent.plus(servicesSpent).switches() / calls / (1 + services.size()));
        if (told.containsKey("p50")) {
            figures.put(Figure.P50, told.get("p50") / 1e3);
            figures.put(Figure.P99, told.get("p99") / 1e3);
            figures.put(Figure.P999, told.get("p999") / 1e3);
            figures.put(Figure.MAX, told.get("max") / 1e3);
        }
        figures.put(Figure.RSS_CLIENT, clientSpent.rssBytes() / MEGABYTE);
        figures.put(Figure.RSS_SERVICE, servicesSpent.rssBytes() / MEGABYTE);
        return figures;
    }

    private static void awaitOpen(int port) {
        Poll.until("port " + port + " to be open", PATIENCE, () -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException e) {
                return false;
            }
        });
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No free port", e);
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while measuring", e);
        }
    }

    /** All counters at a moment. */
    private record Mark(Map<String, Long> client, long servicesAllocated, Reading clientReading, Reading servicesReading,
            Reading brokerReading, double machineMicros) {
    }
}
