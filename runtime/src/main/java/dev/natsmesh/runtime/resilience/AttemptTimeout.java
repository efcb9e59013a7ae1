package dev.natsmesh.runtime.resilience;

import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

import dev.natsmesh.runtime.call.Deadline;
import io.smallrye.faulttolerance.core.Completer;
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
    static final class Limit {

        private final AttemptTimeout timeout;
        private final Deadline deadline;
        private boolean exceeded;

        private Limit(AttemptTimeout timeout, Deadline deadline) {
            this.timeout = timeout;
            this.deadline = deadline;
        }

        Deadline deadline() {
            return deadline;
        }

        /** The attempt has not ended in time. */
        TimeoutException exceed() {
            exceeded = true;
            return new TimeoutException("%s timed out after %d ms".formatted(timeout.description, timeout.millis));
        }
    }

    @Override
    public Future<Object> apply(FaultToleranceContext<Object> context) {
        context.fireEvent(TimeoutEvents.Started.INSTANCE);
        Limit limit = new Limit(this, Deadline.inMillis(millis));
        context.set(Limit.class, limit);
        Completer<Object> end = Completer.create();
        next.apply(context).then((result, failure) -> {
            context.fireEvent(limit.exceeded ? TimeoutEvents.Finished.TIMED_OUT : TimeoutEvents.Finished.NORMALLY);
            if (failure == null) {
                end.complete(result);
            } else {
                end.completeWithError(failure);
            }
        });
        return end.future();
    }
}
