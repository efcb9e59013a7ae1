package dev.natsmesh.runtime.overload;

import java.util.function.IntSupplier;

import dev.natsmesh.runtime.call.Operation;

/** Is told what limits do. */
public interface OverloadListener {

    /** A call did not begin. */
    void refused(Operation operation, Refusal reason);

    /**
     * A limit on how many calls run at once is there.
     *
     * @param endpoint the endpoint's name, {@code null} if it is for all of the service
     */
    void limited(String service, String endpoint, Load load);

    /**
     * What there is of calls behind a limit, at any time.
     *
     * @param running how many run
     * @param waiting how many wait
     * @param limit how many may run
     */
    record Load(IntSupplier running, IntSupplier waiting, IntSupplier limit) {
    }
}
