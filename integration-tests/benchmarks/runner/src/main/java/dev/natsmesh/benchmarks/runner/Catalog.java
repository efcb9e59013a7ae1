package dev.natsmesh.benchmarks.runner;

import static dev.natsmesh.benchmarks.runner.Workload.C1;
import static dev.natsmesh.benchmarks.runner.Workload.C16;
import static dev.natsmesh.benchmarks.runner.Workload.C256;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.natsmesh.benchmarks.jnats.JnatsClient;
import dev.natsmesh.benchmarks.jnats.JnatsService;

/** All variants there are, in the order of the table. */
final class Catalog {

    static final String MESH = "mesh";
    static final String MESH_1000_ENDPOINTS = "mesh-e1000";
    static final String MESH_PROTOBUF = "mesh-protobuf";
    static final String MESH_TRACED = "mesh-traced";
    static final String MESH_METERED = "mesh-metered";
    static final String MESH_GUARDED = "mesh-guarded";
    static final String MESH_FULL = "mesh-full";
    static final String JNATS = "jnats";
    static final String JNATS_UNFLUSHED = "jnats-unflushed";
    static final String JNATS_INBOX = "jnats-inbox";
    static final String JNATS_SERVICE = "jnats-service";
    static final String MICRONAUT = "micronaut";
    static final String GRPC = "grpc";
    static final String GRPC_TRACED = "grpc-traced";
    static final String REST = "rest";

    /** What a quick run is content with. */
    private static final Set<String> QUICK = Set.of(MESH, JNATS, JNATS_INBOX, GRPC, REST);
    private static final List<Workload> MAIN = List.of(C256, C16, C1);
    private static final List<Workload> MAIN_AND_STREAMS = Stream.concat(MAIN.stream(), Workload.STREAMS.stream()).toList();
    private static final Program CLIENT = Program.quarkus("mesh/client");
    private static final Program SERVICE = Program.quarkus("mesh/service");
    private static final Program DISPATCHER = jnatsService("dispatcher");

    private static final Variant PLAIN = Variant.brokered(MESH, "typed stub, JSON", CLIENT, SERVICE, Workload.ALL);

    private static final List<Variant> ALL = List.of(
            PLAIN,
            PLAIN.instances(2).workloads(C256),
            PLAIN.instances(4).workloads(C256),
            PLAIN.instances(8).workloads(C256),
            many(100),
            many(1000),
            Variant.brokered(MESH_PROTOBUF, "typed stub, protobuf", Program.quarkus("mesh/client-protobuf"),
                    Program.quarkus("mesh/service-protobuf"), MAIN_AND_STREAMS),
            Variant.brokered(MESH_TRACED, "typed stub, every call traced", Program.quarkus("mesh/client-traced"),
                    Program.quarkus("mesh/service-traced"), MAIN),
            Variant.brokered(MESH_METERED, "typed stub with metrics", Program.quarkus("mesh/client-metered"),
                    Program.quarkus("mesh/service-metered"), MAIN),
            Variant.brokered(MESH_GUARDED, "typed stub with @Timeout @Retry @CircuitBreaker @Bulkhead", guarded(CLIENT),
                    SERVICE,
                    MAIN),
            Variant.brokered(MESH_FULL, "typed stub with all of these and health checks",
                    guarded(Program.quarkus("mesh/client-full")), Program.quarkus("mesh/service-full"), MAIN),
            Variant.brokered(JNATS, "jnats request + Jackson, defaults", jnatsClient("request"), DISPATCHER, Workload.CALLS),
            Variant.brokered(JNATS_UNFLUSHED, "jnats request + Jackson, dontForceFlushOnRequest", jnatsClient("unflushed"),
                    DISPATCHER, MAIN),
            Variant.brokered(JNATS_INBOX, "jnats publish with own reply inbox + Jackson", jnatsClient("inbox"), DISPATCHER,
                    MAIN),
            Variant.brokered(JNATS_SERVICE, "service framework of jnats + Jackson", jnatsClient("request"),
                    jnatsService("framework"), MAIN),
            Variant.brokered(MICRONAUT, "Micronaut NATS 4.9.0, reactive client", micronaut("client"), micronaut("service"),
                    MAIN),
            Variant.direct(GRPC, "Quarkus gRPC, Mutiny stub, protobuf", Program.quarkus("grpc/client"),
                    Program.quarkus("grpc/service"), Workload.ALL),
            Variant.direct(GRPC_TRACED, "Quarkus gRPC, every call traced", Program.quarkus("grpc/client-traced"),
                    Program.quarkus("grpc/service-traced"), MAIN),
            Variant.direct(REST, "Quarkus REST and REST client, JSON", Program.quarkus("rest/client"),
                    Program.quarkus("rest/service"), Workload.CALLS));

    private Catalog() {
    }

    /** The variants that are asked for, in the order of the table. */
    static List<Variant> chosen(Settings settings) {
        List<Variant> there = new ArrayList<>();
        for (Variant variant : ALL) {
            there.add(variant);
            if (variant.name().equals(MESH)) {
                settings.baseline().map(variant::of).ifPresent(there::add);
            }
        }
        if (settings.variants().isEmpty()) {
            return settings.quick()
                    ? there.stream().filter(variant -> QUICK.contains(variant.name()) || variant.modules().isPresent()).toList()
                    : there;
        }
        Set<String> names = there.stream().map(Variant::name).collect(Collectors.toSet());
        settings.variants().stream().filter(name -> !names.contains(name)).findAny().ifPresent(name -> {
            throw new IllegalArgumentException("Unknown variant '%s': expected some of %s".formatted(name, names));
        });
        return there.stream().filter(variant -> settings.variants().contains(variant.name())).toList();
    }

    private static Program micronaut(String role) {
        return Program.jar("micronaut/target/micronaut.jar", "dev.natsmesh.benchmarks.micronaut.MicronautMain", role);
    }

    private static Variant many(int endpoints) {
        return Variant.brokered(MESH + "-e" + endpoints, "typed stub, JSON, %d endpoints".formatted(endpoints),
                Program.quarkus("mesh/client-many").with("bench.endpoints", Integer.toString(endpoints)),
                Program.quarkus("mesh/service-" + endpoints), List.of(C256));
    }

    private static Program guarded(Program client) {
        return client.with("bench.guarded", "true");
    }

    private static Program jnatsClient(String form) {
        return Program.plain(JnatsClient.class.getName(), form);
    }

    private static Program jnatsService(String form) {
        return Program.plain(JnatsService.class.getName(), form);
    }
}
