package dev.natsmesh.benchmarks.runner;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A way of making the same calls.
 *
 * @param name how it is called in tables and arguments
 * @param title what it is, in a few words
 * @param client what calls
 * @param service what serves
 * @param brokered whether there is a nats-server in between
 * @param instances how many processes serve
 * @param workloads what it is measured with, the first one is also its warm-up
 * @param modules where it is packaged, if not in this checkout
 */
record Variant(String name, String title, Program client, Program service, boolean brokered, int instances,
        List<Workload> workloads, Optional<Path> modules) {

    static Variant brokered(String name, String title, Program client, Program service, List<Workload> workloads) {
        return new Variant(name, title, client, service, true, 1, workloads, Optional.empty());
    }

    static Variant direct(String name, String title, Program client, Program service, List<Workload> workloads) {
        return new Variant(name, title, client, service, false, 1, workloads, Optional.empty());
    }

    /** The same with more processes that serve. */
    Variant instances(int number) {
        return new Variant(name + "-x" + number, title + ", " + number + " instances", client, service, brokered, number,
                workloads, modules);
    }

    Variant workloads(Workload... chosen) {
        return new Variant(name, title, client, service, brokered, instances, List.of(chosen), modules);
    }

    /** The same as another checkout has packaged it. */
    Variant of(Path checkout) {
        return new Variant(name + "-baseline", title + ", in " + checkout.getFileName(), client, service, brokered, instances,
                workloads, Optional.of(checkout.resolve("integration-tests/benchmarks")));
    }
}
