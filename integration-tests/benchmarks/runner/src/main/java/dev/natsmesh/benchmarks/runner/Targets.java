package dev.natsmesh.benchmarks.runner;

import static dev.natsmesh.benchmarks.runner.Target.Bound.AT_LEAST;
import static dev.natsmesh.benchmarks.runner.Target.Bound.AT_MOST;

import java.util.List;

import dev.natsmesh.benchmarks.runner.Target.Bound;
import dev.natsmesh.benchmarks.runner.Target.Comparison;

/** All that is promised. */
final class Targets {

    private static final String C256 = Workload.C256.name();
    private static final List<String> PLAIN = List.of(Catalog.MESH);
    private static final List<String> JNATS = List.of(Catalog.JNATS);
    private static final List<String> BEST_JNATS = List.of(Catalog.JNATS_UNFLUSHED, Catalog.JNATS_INBOX);
    private static final List<String> GRPC = List.of(Catalog.GRPC);

    static final List<Target> ALL = List.of(
            ratio("jnats-throughput", Catalog.MESH, JNATS, C256, Figure.CALLS, AT_LEAST, 1.5),
            ratio("jnats-cpu", Catalog.MESH, JNATS, C256, Figure.CPU, AT_MOST, 0.60),
            ratio("jnats-allocation", Catalog.MESH, JNATS, C256, Figure.ALLOCATED_CLIENT, AT_MOST, 0.80),
            ratio("best-jnats-throughput", Catalog.MESH, BEST_JNATS, C256, Figure.CALLS, AT_LEAST, 1.15),
            ratio("best-jnats-cpu", Catalog.MESH, BEST_JNATS, C256, Figure.CPU, AT_MOST, 0.75),
            ratio("jnats-service-throughput", Catalog.MESH, List.of(Catalog.JNATS_SERVICE), C256, Figure.CALLS, AT_LEAST, 1.5),
            ratio("micronaut-throughput", Catalog.MESH, List.of(Catalog.MICRONAUT), C256, Figure.CALLS, AT_LEAST, 1.5),
            ratio("grpc-throughput", Catalog.MESH_PROTOBUF, GRPC, C256, Figure.CALLS, AT_LEAST, 1.7),
            ratio("grpc-cpu", Catalog.MESH_PROTOBUF, GRPC, C256, Figure.CPU, AT_MOST, 0.55),
            ratio("grpc-throughput-at-16", Catalog.MESH_PROTOBUF, GRPC, Workload.C16.name(), Figure.CALLS, AT_LEAST, 1.1),
            ratio("grpc-p50-at-1", Catalog.MESH_PROTOBUF, GRPC, Workload.C1.name(), Figure.P50, AT_MOST, 1.7),
            ratio("grpc-json-throughput", Catalog.MESH, GRPC, C256, Figure.CALLS, AT_LEAST, 1.3),
            ratio("grpc-json-cpu", Catalog.MESH, GRPC, C256, Figure.CPU, AT_MOST, 0.75),
            ratio("grpc-json-p50-at-1", Catalog.MESH, GRPC, Workload.C1.name(), Figure.P50, AT_MOST, 1.7),
            ratio("grpc-stream-throughput", Catalog.MESH_PROTOBUF, GRPC, Workload.STREAM.name(), Figure.CALLS, AT_LEAST, 1),
            ratio("grpc-stream-cpu", Catalog.MESH_PROTOBUF, GRPC, Workload.STREAM.name(), Figure.CPU, AT_MOST, 1),
            ratio("grpc-streams-throughput", Catalog.MESH_PROTOBUF, GRPC, Workload.STREAMS_16.name(), Figure.CALLS, AT_LEAST,
                    1),
            ratio("grpc-streams-cpu", Catalog.MESH_PROTOBUF, GRPC, Workload.STREAMS_16.name(), Figure.CPU, AT_MOST, 1),
            ratio("rest-throughput", Catalog.MESH, List.of(Catalog.REST), C256, Figure.CALLS, AT_LEAST, 5),
            ratio("traced-cpu", Catalog.MESH_TRACED, PLAIN, C256, Figure.CPU, AT_MOST, 1.3),
            new Target("guarded-cpu", Catalog.MESH_GUARDED, PLAIN, C256, Figure.CPU, Comparison.DIFFERENCE, AT_MOST, 1),
            ratio("full-cpu", Catalog.MESH_FULL, PLAIN, C256, Figure.CPU, AT_MOST, 1.6),
            ratio("rss-idle", Catalog.MESH, GRPC, Results.START, Figure.RSS_SERVICE_IDLE, AT_MOST, 1),
            ratio("start", Catalog.MESH, List.of(Catalog.REST), Results.START, Figure.START, AT_MOST, 1),
            ratio("endpoints-throughput", Catalog.MESH_1000_ENDPOINTS, PLAIN, C256, Figure.CALLS, AT_LEAST, 0.8),
            new Target("endpoints-memory", Catalog.MESH_1000_ENDPOINTS, PLAIN, Results.START, Figure.RSS_SERVICE_IDLE,
                    Comparison.DIFFERENCE, AT_MOST, 20),
            value("client-writes", Catalog.MESH, C256, Figure.WRITES_CLIENT, AT_MOST, 0.2),
            value("switches", Catalog.MESH, Workload.C1.name(), Figure.SWITCHES_JVM, AT_MOST, 1.8));

    private Targets() {
    }

    private static Target ratio(String name, String variant, List<String> baselines, String workload, Figure figure,
            Bound bound,
            double wanted) {
        return new Target(name, variant, baselines, workload, figure, Comparison.RATIO, bound, wanted);
    }

    private static Target value(String name, String variant, String workload, Figure figure, Bound bound, double wanted) {
        return new Target(name, variant, List.of(), workload, figure, Comparison.VALUE, bound, wanted);
    }
}
