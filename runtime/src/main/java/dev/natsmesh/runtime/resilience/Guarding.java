package dev.natsmesh.runtime.resilience;

import java.time.Duration;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Stage;

/** What a contract, and the configuration, ask for around its calls. */
@FunctionalInterface
public interface Guarding {

    /** For contracts of which nothing is asked. */
    Guarding NONE = (operation, attempt, timeout) -> attempt;

    /**
     * @param attempt what may run several times for one call, each time with a call of its own
     * @param timeout how long an attempt may take
     */
    Stage around(Operation operation, Stage attempt, Duration timeout);

    /**
     * How long a call, or an attempt, may take.
     *
     * @param otherwise if nothing else is asked for
     */
    default Duration timeout(Operation operation, Duration otherwise) {
        return otherwise;
    }
}
