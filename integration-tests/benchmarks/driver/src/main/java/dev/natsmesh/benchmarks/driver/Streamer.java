package dev.natsmesh.benchmarks.driver;

/** A variant's way of receiving a stream. */
@FunctionalInterface
public interface Streamer {

    /** Opens one stream, and tells the passage of its items and of its end, on whatever thread this way brings them. */
    void open(Passage passage);
}
