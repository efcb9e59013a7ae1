package dev.natsmesh.runtime.resilience;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.smallrye.faulttolerance.core.timer.Timer;
import io.smallrye.faulttolerance.core.timer.TimerTask;

/**
 * The timer of guarded calls. SmallRye's own keeps its tasks in order and wakes its thread for them, which costs more than all the
 * rest of guarding a call; nearly all tasks here are timeouts that never come. A task begins up to two ticks late. The thread
 * begins with the first task.
 */
final class WheelTimer implements Timer {

    private static final int TICK_MILLIS = 10;

    private final HashedWheelTimer wheel = new HashedWheelTimer(new DefaultThreadFactory("nats-mesh-timer", true),
            TICK_MILLIS, TimeUnit.MILLISECONDS);
    private final Executor executor;

    /** @param executor runs tasks that name no executor of their own */
    WheelTimer(Executor executor) {
        this.executor = executor;
    }

    @Override
    public TimerTask schedule(long delayInMillis, Runnable task) {
        return schedule(delayInMillis, task, executor);
    }

    @Override
    public TimerTask schedule(long delayInMillis, Runnable task, Executor wanted) {
        Executor runner = wanted == null ? executor : wanted;
        return new Scheduled(wheel.newTimeout(due -> runner.execute(task), delayInMillis, TimeUnit.MILLISECONDS));
    }

    @Override
    public int getId() {
        return System.identityHashCode(this);
    }

    @Override
    public int countScheduledTasks() {
        return Math.toIntExact(wheel.pendingTimeouts());
    }

    @Override
    public void shutdown() {
        wheel.stop();
    }

    private record Scheduled(Timeout timeout) implements TimerTask {

        @Override
        public boolean isDone() {
            return timeout.isExpired() || timeout.isCancelled();
        }

        @Override
        public boolean cancel() {
            return timeout.cancel();
        }
    }
}
