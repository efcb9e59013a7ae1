package dev.natsmesh.runtime.resilience;

import dev.natsmesh.runtime.call.Operation;

/** Is told of attempts beyond the first. */
public interface Retries {

    /** One is made. */
    void made(Operation operation);

    /** One is not made, because the budget of the service is exhausted. */
    void refused(Operation operation);

    /**
     * A call that took long was made a second time, and has been answered.
     *
     * @param bySecond whether that was the answer to the second attempt
     */
    void hedged(Operation operation, boolean bySecond);
}
