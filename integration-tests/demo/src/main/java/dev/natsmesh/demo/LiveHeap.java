package dev.natsmesh.demo;

import java.io.IOException;

import dev.natsmesh.testkit.QuarkusApplication;
import dev.natsmesh.testkit.RunningJvm;

/** How much of the heap of an application is in use, by its own account and without garbage, and the most of it so far. */
final class LiveHeap implements AutoCloseable {

    private static final double MEBIBYTE = 1024 * 1024;

    private final RunningJvm jvm;
    private final long first;
    private long peak;

    private LiveHeap(RunningJvm jvm) {
        this.jvm = jvm;
        this.first = jvm.liveHeap();
        this.peak = first;
    }

    static LiveHeap of(QuarkusApplication application) throws IOException {
        return new LiveHeap(RunningJvm.of(application));
    }

    /** Looks how much it is now. */
    void look() {
        peak = Math.max(peak, jvm.liveHeap());
    }

    /** By how much it has grown at the most. */
    double growth() {
        return (peak - first) / MEBIBYTE;
    }

    @Override
    public String toString() {
        return "%.1fMiB(+%.1f)".formatted(peak / MEBIBYTE, growth());
    }

    @Override
    public void close() throws IOException {
        jvm.close();
    }
}
