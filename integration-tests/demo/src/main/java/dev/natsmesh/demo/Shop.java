package dev.natsmesh.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.natsmesh.testkit.ClientConnection;
import dev.natsmesh.testkit.NatsCluster;
import dev.natsmesh.testkit.NatsServer;
import dev.natsmesh.testkit.Poll;
import dev.natsmesh.testkit.Progress;
import dev.natsmesh.testkit.QuarkusApplication;

/**
 * The running shop: three clustered servers, a storefront, an inventory and two instances of pricing. Applications are known by
 * the name of their connection: {@code storefront}, {@code inventory}, {@code pricing-1} and so on.
 */
final class Shop implements AutoCloseable {

    static final String STOREFRONT = "storefront";
    static final String INVENTORY = "inventory";
    static final List<String> PRICING = List.of("pricing-1", "pricing-2");

    private static final int SERVERS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, QuarkusApplication> applications = new TreeMap<>();
    private final NatsCluster cluster;
    private final Path modules;
    private final Path logs;

    private Shop(NatsCluster cluster, Path modules, Path logs) {
        this.cluster = cluster;
        this.modules = modules;
        this.logs = logs;
    }

    /** Starts the servers; the applications are started by {@link #restore()}. */
    static Shop open(Path modules, Path logs) {
        NatsCluster cluster = NatsCluster.of(SERVERS, server -> server.jetStream(true));
        Progress.step("three nats-servers, %s", cluster.urls());
        Progress.step("the logs are in %s", logs);
        return new Shop(cluster, modules, logs);
    }

    /** Brings back the usual shape: what is missing is started, what is too much is stopped; returns when all are ready. */
    void restore() {
        for (int i = 0; i < SERVERS; i++) {
            if (!cluster.server(i).responds()) {
                Progress.step("restarting %s", cluster.server(i).name());
                cluster.restart(i);
            }
        }
        List<String> usual = List.of(INVENTORY, PRICING.get(0), PRICING.get(1), STOREFRONT);
        List.copyOf(running().keySet()).stream().filter(name -> !usual.contains(name)).forEach(this::stop);
        List<CompletableFuture<QuarkusApplication>> starting = usual.stream()
                .filter(name -> !running().containsKey(name))
                .map(name -> CompletableFuture.supplyAsync(() -> start(name)))
                .toList();
        starting.forEach(CompletableFuture::join);
        running().values().forEach(application -> application.awaitReady(PATIENCE));
    }

    /** Starts an application and returns when it is ready. */
    QuarkusApplication start(String name) {
        return start(name, cluster.urls());
    }

    /** Starts an application anew, with more configuration. */
    void restart(String name, Map<String, String> more) {
        if (running().containsKey(name)) {
            stop(name);
        }
        start(name, cluster.urls(), more);
    }

    /** Starts all anew, the storefront at the first server and the services at the others. @return the first server */
    NatsServer separate() {
        List.copyOf(running().keySet()).forEach(this::stop);
        Map<String, Integer> places = Map.of(STOREFRONT, 0, INVENTORY, 1, PRICING.get(0), 1, PRICING.get(1), 2);
        List<CompletableFuture<QuarkusApplication>> starting = places.entrySet().stream().map(place -> CompletableFuture
                .supplyAsync(() -> start(place.getKey(), cluster.server(place.getValue()).url()))).toList();
        starting.forEach(CompletableFuture::join);
        return cluster.server(0);
    }

    /** Makes each server leave and start again, one after the other; applications move on before. */
    void restartServers() {
        for (int i = 0; i < SERVERS; i++) {
            NatsServer server = cluster.server(i);
            Progress.step("restarting %s", server);
            server.lameDuck();
            for (String name : running().keySet()) {
                awaitMove(name, server);
            }
            cluster.restart(i);
        }
    }

    private QuarkusApplication start(String name, String servers) {
        return start(name, servers, Map.of());
    }

    private QuarkusApplication start(String name, String servers, Map<String, String> more) {
        String module = name.replaceFirst("-\\d+$", "");
        Map<String, String> configuration = new HashMap<>();
        configuration.put("quarkus.nats.servers", servers);
        configuration.put("quarkus.nats.connection-name", name);
        configuration.put("shop.instance", name);
        configuration.putAll(more);
        QuarkusApplication started = QuarkusApplication.start(name, modules.resolve(module), log(name),
                configuration);
        synchronized (applications) {
            applications.put(name, started);
        }
        started.awaitReady(PATIENCE);
        Progress.step("%s is ready, %s", started, started.url());
        return started;
    }

    /** Ends an application the way an orchestrator does. */
    void stop(String name) {
        QuarkusApplication application = application(name);
        Progress.step("stopping %s", application);
        application.stop(PATIENCE);
        synchronized (applications) {
            applications.remove(name);
        }
    }

    QuarkusApplication application(String name) {
        synchronized (applications) {
            return Optional.ofNullable(applications.get(name))
                    .orElseThrow(() -> new IllegalStateException("There is no " + name + " among " + applications.keySet()));
        }
    }

    /** The applications that are alive, by name. */
    Map<String, QuarkusApplication> running() {
        synchronized (applications) {
            applications.values().removeIf(application -> !application.isAlive());
            return new TreeMap<>(applications);
        }
    }

    /** Where the output of a process goes. */
    Path log(String name) {
        return logs.resolve(name + ".log");
    }

    /** The URLs of the servers, for a client. */
    String servers() {
        return cluster.urls();
    }

    /** Waits until an application has no connection to this server, if that can be told, and one to another. */
    void awaitMove(String name, NatsServer from) {
        Poll.until(name + " to leave " + from, PATIENCE, () -> {
            List<NatsServer> connected = cluster.servers().stream()
                    .filter(server -> connectionsTo(server).contains(name)).toList();
            return !connected.isEmpty() && !connected.contains(from);
        });
    }

    /** The names of the connections to a server; there are none to one that doesn't answer. */
    List<String> connectionsTo(NatsServer server) {
        return connections(server).stream().map(ClientConnection::name).toList();
    }

    private static List<ClientConnection> connections(NatsServer server) {
        if (!server.responds()) {
            return List.of();
        }
        try {
            return server.connections();
        } catch (UncheckedIOException e) {
            // It has ended meanwhile.
            return List.of();
        }
    }

    /** How many messages the servers have got over the connections that an application has now. */
    long messagesFrom(String name) {
        return cluster.servers().stream().flatMap(server -> connections(server).stream())
                .filter(connection -> connection.name().equals(name)).mapToLong(ClientConnection::messages).sum();
    }

    /** What one of an application's metrics says, in the form of Prometheus. */
    double metric(String application, String metric) {
        return metricIfThere(application, metric)
                .orElseThrow(() -> new IllegalStateException("%s has no metric %s".formatted(application, metric)));
    }

    /** The same; empty if it has no such metric, or not yet. */
    OptionalDouble metricIfThere(String application, String metric) {
        HttpRequest request = HttpRequest.newBuilder(application(application).url().resolve("/q/metrics")).timeout(PATIENCE)
                .build();
        String metrics = http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join().body();
        // Traced counters end with an example of what they have counted.
        Matcher value = Pattern.compile("^" + metric + "(?:\\{.*?})? (\\S+)", Pattern.MULTILINE).matcher(metrics);
        return value.find() ? OptionalDouble.of(Double.parseDouble(value.group(1))) : OptionalDouble.empty();
    }

    /** Asks the storefront. */
    CompletableFuture<HttpResponse<String>> get(String path) {
        return http.sendAsync(HttpRequest.newBuilder(storefront(path)).timeout(PATIENCE).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Sends JSON to the storefront. */
    CompletableFuture<HttpResponse<String>> post(String path, String json) {
        return post(STOREFRONT, path, json);
    }

    /** The same with any application. */
    CompletableFuture<HttpResponse<String>> post(String application, String path, String json) {
        return http.sendAsync(HttpRequest.newBuilder(application(application).url().resolve(path)).timeout(PATIENCE)
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(json)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Load on the storefront, which asks what things are worth. */
    Load appraisals() {
        return new Load(http, storefront("/appraisals/lamp"));
    }

    /** Load on the storefront. */
    Load load() {
        return load("lamp");
    }

    /** Load on the storefront, which asks for one article. */
    Load load(String sku) {
        return new Load(http, storefront("/quotes/%s?count=2".formatted(sku)));
    }

    /** Buys a lamp, in the trace of the caller. */
    HttpResponse<String> buy(String traceparent) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(storefront("/orders")).timeout(PATIENCE)
                .header("Content-Type", "application/json").header("traceparent", traceparent)
                .POST(HttpRequest.BodyPublishers.ofString("{\"sku\":\"lamp\",\"count\":1}")).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** How many events a method of an application has handled well. */
    long handledEvents(String application, String subscriber) {
        String line = "messaging_process_duration_seconds_count\\{[^}]*outcome=\"success\"[^}]*subscriber=\"%s\"[^}]*} ([0-9.E]+)"
                .formatted(subscriber);
        HttpRequest metrics = HttpRequest.newBuilder(application(application).url().resolve("/q/metrics")).timeout(PATIENCE)
                .build();
        try {
            Matcher found = Pattern.compile(line).matcher(http.send(metrics, HttpResponse.BodyHandlers.ofString()).body());
            return found.find() ? (long) Double.parseDouble(found.group(1)) : 0;
        } catch (IOException e) {
            throw new IllegalStateException(application + " tells no metrics", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        Progress.step("ending all processes");
        running().values().forEach(QuarkusApplication::close);
        cluster.close();
    }

    URI storefront(String path) {
        return application(STOREFRONT).url().resolve(path);
    }
}
