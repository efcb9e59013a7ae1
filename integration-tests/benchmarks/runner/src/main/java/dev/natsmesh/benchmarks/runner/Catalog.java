package dev.natsmesh.benchmarks.runner;

import static dev.natsmesh.benchmarks.runner.Workload.C1;
import static dev.natsmesh.benchmarks.runner.Workload.C16;
import static dev.natsmesh.benchmarks.runner.Workload.C256;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.natsmesh.benchmarks.jnats.JnatsClient;
import dev.natsmesh.benchmarks.jnats.JnatsService;

/** All variants there are, in the order of the table. */
final class Catalog {

    static final String MESH = "mesh";
    static final String JNATS = "jnats";
    static final String JNATS_UNFLUSHED = "jnats-unflushed";
    static final String JNATS_INBOX = "jnats-inbox";
    static final String JNATS_SERVICE = "jnats-service";
    static final String GRPC = "grpc";
    static final String REST = "rest";

    private static final Program CLIENT = Program.quarkus("mesh/client");
    private static final Program SERVICE = Program.quarkus("mesh/service");
    private static final Program DISPATCHER = jnatsService("dispatcher");

    private static final List<Variant> ALL = List.of(
            Variant.brokered(MESH, "typed stub, JSON", CLIENT, SERVICE, Workload.ALL),
            Variant.brokered(JNATS, "jnats request + Jackson, defaults", jnatsClient("request"), DISPATCHER, Workload.ALL),
            Variant.brokered(JNATS_UNFLUSHED, "jnats request + Jackson, dontForceFlushOnRequest", jnatsClient("unflushed"),
                    DISPATCHER, List.of(C256, C16, C1)),
            Variant.brokered(JNATS_INBOX, "jnats publish with own reply inbox + Jackson", jnatsClient("inbox"), DISPATCHER,
                    List.of(C256, C16, C1)),
            Variant.brokered(JNATS_SERVICE, "service framework of jnats + Jackson", jnatsClient("request"),
                    jnatsService("framework"), List.of(C256, C16, C1)),
            Variant.direct(GRPC, "Quarkus gRPC, Mutiny stub, protobuf", Program.quarkus("grpc/client"),
                    Program.quarkus("grpc/service"), Workload.ALL),
            Variant.direct(REST, "Quarkus REST and REST client, JSON", Program.quarkus("rest/client"),
                    Program.quarkus("rest/service"), Workload.ALL));

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
            return there;
        }
        Set<String> names = there.stream().map(Variant::name).collect(Collectors.toSet());
        settings.variants().stream().filter(name -> !names.contains(name)).findAny().ifPresent(name -> {
            throw new IllegalArgumentException("Unknown variant '%s': expected some of %s".formatted(name, names));
        });
        return there.stream().filter(variant -> settings.variants().contains(variant.name())).toList();
    }

    private static Program jnatsClient(String form) {
        return Program.plain(JnatsClient.class.getName(), form);
    }

    private static Program jnatsService(String form) {
        return Program.plain(JnatsService.class.getName(), form);
    }
}
