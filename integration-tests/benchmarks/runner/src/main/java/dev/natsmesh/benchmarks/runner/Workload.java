package dev.natsmesh.benchmarks.runner;

import java.util.List;

/**
 * What a client does.
 *
 * @param name how it is called in tables and arguments
 * @param kind the command of the client: {@code closed} or {@code rate}
 * @param amount outstanding calls, or calls per second
 * @param bytes the size of a body as JSON, each way
 */
record Workload(String name, String kind, int amount, int bytes) {

    static final Workload C1 = closed(1, 100, "");
    static final Workload C16 = closed(16, 100, "");
    static final Workload C256 = closed(256, 100, "");
    static final Workload C4096 = closed(4096, 100, "");
    static final Workload RATE = new Workload("rate-5000", "rate", 5_000, 100);
    static final Workload KIB1 = closed(256, 1 << 10, "-1KiB");
    static final Workload KIB16 = closed(64, 16 << 10, "-16KiB");
    static final Workload KIB512 = closed(8, 512 << 10, "-512KiB");

    static final List<Workload> ALL = List.of(C256, C16, C1, C4096, RATE, KIB1, KIB16, KIB512);
    private static final List<Workload> QUICK = List.of(C256, C16, C1);

    private static Workload closed(int outstanding, int bytes, String suffix) {
        return new Workload("c" + outstanding + suffix, "closed", outstanding, bytes);
    }

    /** Those that are asked for; if none are, those of the variant, in a quick run only what is compared most. */
    static List<Workload> chosen(Settings settings, Variant variant) {
        if (!settings.workloads().isEmpty()) {
            return settings.workloads().stream().map(Workload::named).toList();
        }
        return settings.quick() ? variant.workloads().stream().filter(QUICK::contains).toList() : variant.workloads();
    }

    private static Workload named(String name) {
        return ALL.stream().filter(workload -> workload.name.equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown workload '%s': expected some of %s".formatted(name,
                        ALL.stream().map(Workload::name).toList())));
    }

    String title() {
        String load = kind.equals("rate") ? "%d calls/s".formatted(amount) : "%d outstanding".formatted(amount);
        return load + ", " + (bytes < 1024 ? bytes + " bytes" : (bytes >> 10) + " KiB");
    }

    String command() {
        return kind + " " + amount + " " + bytes;
    }
}
