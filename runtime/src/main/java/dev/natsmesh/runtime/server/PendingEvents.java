package dev.natsmesh.runtime.server;

import java.util.concurrent.atomic.AtomicLong;

import org.jboss.logging.Logger;

import dev.natsmesh.CallRefusedException;
import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Stage;

/** Bounds the memory of a method's events that have come and are not finished: nobody who sends them waits for their end. */
final class PendingEvents implements Stage {

    /** What dropped events end with; it is logged here, not for each. */
    static final CallRefusedException DROPPED = new CallRefusedException(429,
            "Too many events are not finished, see quarkus.nats.event-memory");

    private static final Logger LOG = Logger.getLogger(PendingEvents.class);
    /** What an event takes besides its body: its context, its headers, its place in a queue. */
    private static final int OVERHEAD = 1024;

    private final long limit;
    private final Stage next;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    PendingEvents(long limit, Stage next) {
        this.limit = limit;
        this.next = next;
    }

    @Override
    public void handle(Call call, Completion completion) {
        int size = ((byte[]) call.payload()).length + OVERHEAD;
        if (bytes.addAndGet(size) <= limit) {
            next.handle(call, new Held(size, call, completion));
            return;
        }
        bytes.addAndGet(-size);
        if (dropped.getAndIncrement() == 0) {
            LOG.warnf("%s is too slow: its unfinished events take %d bytes (quarkus.nats.event-memory); dropping more",
                    call.operation(), limit);
        }
        completion.failure(DROPPED);
    }

    /** Whether there are events that are not finished. */
    boolean any() {
        return bytes.get() > 0;
    }

    private void release(int size, Call call) {
        long left = bytes.addAndGet(-size);
        if (left < limit / 2 && dropped.get() > 0) {
            long count = dropped.getAndSet(0);
            if (count > 0) {
                LOG.warnf("%s takes events again; %d were dropped", call.operation(), count);
            }
        }
    }

    /** An event that is not finished. */
    private final class Held implements Completion {

        private final int size;
        private final Call call;
        private final Completion completion;

        Held(int size, Call call, Completion completion) {
            this.size = size;
            this.call = call;
            this.completion = completion;
        }

        @Override
        public void success(Object result) {
            release(size, call);
            completion.success(result);
        }

        @Override
        public void failure(Throwable failure) {
            release(size, call);
            completion.failure(failure);
        }
    }
}
