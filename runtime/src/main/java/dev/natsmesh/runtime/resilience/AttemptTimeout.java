package dev.natsmesh.runtime.resilience;

import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

import dev.natsmesh.runtime.call.Deadline;
import io.smallrye.faulttolerance.core.FaultToleranceContext;
import io.smallrye.faulttolerance.core.FaultToleranceStrategy;
import io.smallrye.faulttolerance.core.Future;
import io.smallrye.faulttolerance.core.timeout.TimeoutEvents;

/**
 * {@code @Timeout} without a timer: it becomes the deadline of the attempt, which ends by then in any case, and which the service
 * is told. An attempt that waits in a bulkhead's queue ends in time, too: all that run have a deadline before its own, and in
 * their order those that wait begin, and end at once if it is too late.
 */
record AttemptTimeout(FaultToleranceStrategy<Object> next, String description, long millis)
        implements
            FaultToleranceStrategy<Object> {

    /** When the attempt must have ended. */
    record Limit(AttemptTimeout timeout, Deadline deadline) {

        TimeoutException exceeded(FaultToleranceContext<?> context) {
            context.fireEvent(TimeoutEvents.Finished.TIMED_OUT);
            return new TimeoutException("%s timed out after %d ms".formatted(timeout.description, timeout.millis));
        }

        void kept(FaultToleranceContext<?> context) {
            context.fireEvent(TimeoutEvents.Finished.NORMALLY);
        }
    }

    @Override
    public Future<Object> apply(FaultToleranceContext<Object> context) {
        context.fireEvent(TimeoutEvents.Started.INSTANCE);
        context.set(Limit.class, new Limit(this, Deadline.inMillis(millis)));
        return next.apply(context);
    }
}
