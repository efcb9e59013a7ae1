package dev.natsmesh.runtime.resilience;

import java.util.concurrent.Executor;

import io.smallrye.faulttolerance.core.retry.AsyncDelay;
import io.smallrye.faulttolerance.core.retry.BackOff;
import io.smallrye.faulttolerance.core.timer.Timer;

/**
 * The pause before another attempt. Here, where SmallRye's retry has decided for one, the {@link Attempts} have the last word: what
 * is thrown ends the call.
 */
record AttemptDelay(BackOff pauses, Timer timer) implements AsyncDelay {

    @Override
    public void after(Throwable failure, Runnable task, Executor attempts) {
        long pause = pauses.getInMillis(failure);
        // An error can't be thrown on: the retry only expects exceptions.
        if (!((Attempts) attempts).mayFollow(pause) && failure instanceof Exception) {
            throw AttemptDelay.<RuntimeException>asIs(failure);
        } else if (pause > 0) {
            timer.schedule(pause, task, attempts);
        } else {
            task.run();
        }
    }

    /** The call fails with what the attempt failed with, checked or not. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E asIs(Throwable failure) throws E {
        throw (E) failure;
    }
}
