package dev.natsmesh.runtime.routing;

/** A call under way, whose time counts for the instance that has it. One of the methods is called, once. */
public final class TimedCall {

    private final LeastLatency balancer;
    private final PeakEwma latency;
    private final long begin;

    TimedCall(LeastLatency balancer, PeakEwma latency, long begin) {
        this.balancer = balancer;
        this.latency = latency;
        this.begin = begin;
        latency.begin();
    }

    public void succeeded() {
        latency.end();
        balancer.succeeded(latency, begin);
    }

    public void failed(Throwable failure) {
        latency.end();
        balancer.failed(latency, begin, failure);
    }
}
