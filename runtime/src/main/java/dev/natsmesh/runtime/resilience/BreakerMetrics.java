package dev.natsmesh.runtime.resilience;

import static io.smallrye.faulttolerance.api.CircuitBreakerState.CLOSED;
import static io.smallrye.faulttolerance.api.CircuitBreakerState.HALF_OPEN;
import static io.smallrye.faulttolerance.api.CircuitBreakerState.OPEN;

import java.util.function.Consumer;

import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.core.circuit.breaker.CircuitBreakerEvents.StateTransition;
import io.smallrye.faulttolerance.core.metrics.MetricsRecorder;

/** The state of an operation's circuit breaker, and how long it has been in each. */
final class BreakerMetrics implements Consumer<StateTransition> {

    private final MetricsRecorder recorder;
    private final long[] earlier = new long[CircuitBreakerState.values().length];
    private volatile Current current = new Current(CLOSED, System.nanoTime());

    private record Current(CircuitBreakerState state, long since) {
    }

    BreakerMetrics(MetricsRecorder recorder) {
        this.recorder = recorder;
        recorder.registerCircuitBreakerIsClosed(() -> current.state == CLOSED);
        recorder.registerCircuitBreakerIsOpen(() -> current.state == OPEN);
        recorder.registerCircuitBreakerIsHalfOpen(() -> current.state == HALF_OPEN);
        recorder.registerCircuitBreakerTimeSpentInClosed(() -> nanosIn(CLOSED));
        recorder.registerCircuitBreakerTimeSpentInOpen(() -> nanosIn(OPEN));
        recorder.registerCircuitBreakerTimeSpentInHalfOpen(() -> nanosIn(HALF_OPEN));
    }

    private synchronized long nanosIn(CircuitBreakerState state) {
        Current now = current;
        long before = earlier[state.ordinal()];
        return now.state == state ? before + System.nanoTime() - now.since : before;
    }

    @Override
    public synchronized void accept(StateTransition transition) {
        Current ended = current;
        current = new Current(transition.targetState, System.nanoTime());
        earlier[ended.state.ordinal()] += current.since - ended.since;
        if (transition.targetState == OPEN) {
            recorder.circuitBreakerMovedToOpen();
        }
    }
}
