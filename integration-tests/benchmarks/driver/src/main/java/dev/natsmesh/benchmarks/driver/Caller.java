package dev.natsmesh.benchmarks.driver;

/** A variant's way of making a call. */
@FunctionalInterface
public interface Caller {

    /** Makes one call and, when it has ended, tells the flight, on whatever thread this way brings the answer. */
    void call(Flight flight);
}
