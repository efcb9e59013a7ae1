package dev.natsmesh.runtime.resilience;

import java.time.Duration;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Stage;

/** What a contract asks for around its calls. */
@FunctionalInterface
public interface Guarding {

    /** For contracts that ask for nothing. */
    Guarding NONE = (operation, attempt, timeout) -> attempt;

    /**
     * @param attempt what may run several times for one call, each time with a call of its own
     * @param timeout how long an attempt may take
     */
    Stage around(Operation operation, Stage attempt, Duration timeout);
}
