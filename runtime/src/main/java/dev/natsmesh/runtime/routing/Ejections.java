package dev.natsmesh.runtime.routing;

/** Is told which instances get no calls. */
public interface Ejections {

    /** @param reason {@code failures} or {@code silence} */
    void ejected(String service, String reason);

    void returned(String service);
}
