package dev.natsmesh.traffic;

/** Who chooses the instance that a call goes to. */
public enum Balancer {

    /** The NATS servers, at random among those that serve. */
    QUEUE_GROUP("queue-group"),
    /** The caller: of two instances, the one that has answered faster. */
    LEAST_LATENCY("least-latency"),
    /** The caller: calls with the same key go to the same instance. */
    STICKY("sticky");

    private final String text;

    Balancer(String text) {
        this.text = text;
    }

    /** @return the name in policies' JSON form and in configuration */
    public String text() {
        return text;
    }
}
