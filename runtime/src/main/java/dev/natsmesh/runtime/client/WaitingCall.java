package dev.natsmesh.runtime.client;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Operation;

/**
 * A call that the thread which makes it waits for. Meanwhile that thread makes the further attempts, so they have all that is bound
 * to it, the trace for one.
 */
final class WaitingCall extends Call implements Completion {

    private final Thread thread = Thread.currentThread();
    private final Call served;
    private final Queue<Runnable> work = new ConcurrentLinkedQueue<>();
    private Object result;
    private Throwable failure;
    private volatile boolean ended;
    /** The thread waits no more; what is left to do is done by whoever wants it. */
    private volatile boolean left;

    /** @param served the call that leads to this one, {@code null} if none does */
    WaitingCall(Operation operation, Headers headers, Deadline deadline, Object payload, Call served) {
        super(operation, headers, deadline, payload);
        this.served = served;
    }

    /**
     * Waits for the end, on the thread that has made the call.
     *
     * @return whether it is a success
     * @throws InterruptedException if the thread is interrupted; the call is cancelled then
     */
    boolean await() throws InterruptedException {
        try {
            while (!ended) {
                Runnable next = work.poll();
                if (next != null) {
                    next.run();
                } else if (Thread.interrupted()) {
                    cancel();
                    throw new InterruptedException();
                } else {
                    LockSupport.park(this);
                }
            }
        } finally {
            left = true;
            runWork();
        }
        return failure == null;
    }

    Object result() {
        return result;
    }

    Throwable failure() {
        return failure;
    }

    @Override
    public void success(Object value) {
        result = value;
        end();
    }

    @Override
    public void failure(Throwable reason) {
        failure = reason;
        end();
    }

    private void end() {
        ended = true;
        LockSupport.unpark(thread);
    }

    @Override
    public Call attempt(Headers headers, Deadline deadline) {
        return new Attempt(this, headers, deadline);
    }

    @Override
    public Call served() {
        return served;
    }

    @Override
    public boolean isAnywhere() {
        return false;
    }

    @Override
    public boolean isHere() {
        return left || Thread.currentThread() == thread;
    }

    @Override
    public void execute(Runnable task) {
        work.add(task);
        if (left) {
            runWork();
        } else {
            LockSupport.unpark(thread);
        }
    }

    private void runWork() {
        Runnable next = work.poll();
        while (next != null) {
            next.run();
            next = work.poll();
        }
    }

    private static final class Attempt extends Call {

        private final WaitingCall whole;

        Attempt(WaitingCall whole, Headers headers, Deadline deadline) {
            super(whole.operation(), headers, deadline, whole.payload());
            this.whole = whole;
            attemptOf(whole);
        }

        @Override
        public Call attempt(Headers headers, Deadline deadline) {
            return whole.attempt(headers, deadline);
        }

        @Override
        public Call served() {
            return whole.served;
        }

        @Override
        public boolean isAnywhere() {
            return false;
        }

        @Override
        public boolean isHere() {
            return whole.isHere();
        }

        @Override
        public void execute(Runnable task) {
            whole.execute(task);
        }
    }
}
