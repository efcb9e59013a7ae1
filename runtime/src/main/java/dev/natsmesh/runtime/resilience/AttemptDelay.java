package dev.natsmesh.runtime.resilience;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;

import dev.natsmesh.CallRefusedException;
import dev.natsmesh.runtime.call.Deadline;
import io.smallrye.faulttolerance.core.retry.AsyncDelay;
import io.smallrye.faulttolerance.core.retry.BackOff;
import io.smallrye.faulttolerance.core.timer.Timer;

/**
 * The pause before another attempt. Here, where SmallRye's retry has decided for one, the {@link Attempts} have the last word: what
 * is thrown ends the call.
 *
 * @param last when the last attempt may begin, {@code null} for no limit; SmallRye's retry looks at it only after the pause
 */
record AttemptDelay(BackOff pauses, Timer timer, Deadline last) implements AsyncDelay {

    /** Those that were refused together don't come back together. */
    private static final int MOST_SPREAD = 2;

    @Override
    public void after(Throwable failure, Runnable task, Executor attempts) {
        long pause = Math.max(pauses.getInMillis(failure), hinted(failure));
        // An error can't be thrown on: the retry only expects exceptions.
        if (!(isInTime(pause) && ((Attempts) attempts).mayFollow(pause)) && failure instanceof Exception) {
            throw AttemptDelay.<RuntimeException>asIs(failure);
        } else if (pause > 0) {
            timer.schedule(pause, task, attempts);
        } else {
            task.run();
        }
    }

    private boolean isInTime(long pauseMillis) {
        return last == null || pauseMillis < last.remainingMillis();
    }

    /** After what time whoever refused the call expects to take it, and up to half as much again; 0 if that isn't known. */
    private static long hinted(Throwable failure) {
        long millis = failure instanceof CallRefusedException refused
                ? refused.retryAfter().map(Duration::toMillis).orElse(0L)
                : 0;
        return millis == 0 ? 0 : millis + ThreadLocalRandom.current().nextLong(millis / MOST_SPREAD + 1);
    }

    /** The call fails with what the attempt failed with, checked or not. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E asIs(Throwable failure) throws E {
        throw (E) failure;
    }
}
