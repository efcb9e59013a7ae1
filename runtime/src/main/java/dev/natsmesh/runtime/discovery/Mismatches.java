package dev.natsmesh.runtime.discovery;

/** Is told of contracts that may not fit the services which are called by them. */
@FunctionalInterface
public interface Mismatches {

    /** Called once for each version of the service that differs. */
    void found(String contract, String service);
}
