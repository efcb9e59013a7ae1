package dev.natsmesh.benchmarks.runner;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a client does.
 *
 * @param name how it is called in tables and arguments
 * @param kind the command of the client: {@code closed}, {@code rate} or {@code streams}
 * @param amount outstanding calls, calls per second, or streams at once
 * @param bytes the size of a body as JSON, each way; of a stream, of an item
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

    static final Workload STREAM = streams(1);
    static final Workload STREAMS_16 = streams(16);

    static final List<Workload> CALLS = List.of(C256, C16, C1, C4096, RATE, KIB1, KIB16, KIB512);
    static final List<Workload> STREAMS = List.of(STREAMS_16, STREAM);
    static final List<Workload> ALL = Stream.concat(CALLS.stream(), STREAMS.stream()).toList();
    private static final List<Workload> QUICK = List.of(C256, C16, C1);

    private static Workload closed(int outstanding, int bytes, String suffix) {
        return new Workload("c" + outstanding + suffix, "closed", outstanding, bytes);
    }

    private static Workload streams(int atOnce) {
        return new Workload("streams-" + atOnce, "streams", atOnce, 100);
    }

    /** Those that are asked for, streams only where the variant has some; if none are, those of the variant, in a quick run only what is compared most. */
    static List<Workload> chosen(Settings settings, Variant variant) {
        if (!settings.workloads().isEmpty()) {
            return settings.workloads().stream().map(Workload::named)
                    .filter(workload -> !workload.isStream() || variant.workloads().contains(workload)).toList();
        }
        return settings.quick() ? variant.workloads().stream().filter(QUICK::contains).toList() : variant.workloads();
    }

    private static Workload named(String name) {
        return ALL.stream().filter(workload -> workload.name.equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown workload '%s': expected some of %s".formatted(name,
                        ALL.stream().map(Workload::name).toList())));
    }

    /** Whether what is counted are the items of streams, not calls. */
    boolean isStream() {
        return kind.equals("streams");
    }

    String title() {
        String load = switch (kind) {
            case "rate" -> "%d calls/s";
            case "streams" -> amount == 1 ? "%d stream" : "%d streams at once";
            default -> "%d outstanding";
        };
        return load.formatted(amount) + ", " + (bytes < 1024 ? bytes + " bytes" : (bytes >> 10) + " KiB");
    }

    String command() {
        return kind + " " + amount + " " + bytes;
    }
}
