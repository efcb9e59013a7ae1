package dev.natsmesh.benchmarks.runner;

/** What is measured. */
enum Figure {

    CALLS("calls/s"), FAILED("failed calls"), CPU("CPU, µs per call"), CPU_CLIENT(
            "CPU of the client, µs per call"), CPU_SERVICE("CPU of the services, µs per call"), CPU_BROKER(
                    "CPU of nats-server, µs per call"), ALLOCATED_CLIENT(
                            "allocated by the client, bytes per call"), ALLOCATED_SERVICE(
                                    "allocated by the services, bytes per call"), WRITES_CLIENT(
                                            "write calls of the client per call"), WRITES_SERVICE(
                                                    "write calls of the services per call"), WRITES_BROKER(
                                                            "write calls of nats-server per call"), SWITCHES_CLIENT(
                                                                    "thread switches in the client per call"), SWITCHES_SERVICE(
                                                                            "thread switches in the services per call"), SWITCHES_BROKER(
                                                                                    "thread switches in nats-server per call"), SWITCHES_JVM(
                                                                                            "thread switches per JVM and call"), P50(
                                                                                                    "p50, µs"), P99(
                                                                                                            "p99, µs"), P999(
                                                                                                                    "p99.9, µs"), MAX(
                                                                                                                            "longest, µs"), RSS_CLIENT(
                                                                                                                                    "RSS of the client, MB"), RSS_SERVICE(
                                                                                                                                            "RSS of the services, MB"), START(
                                                                                                                                                    "start of a service to its first answer, ms"), RSS_CLIENT_IDLE(
                                                                                                                                                            "RSS of the client after one call, MB"), RSS_SERVICE_IDLE(
                                                                                                                                                                    "RSS of the services after one call, MB");

    private final String title;

    Figure(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
