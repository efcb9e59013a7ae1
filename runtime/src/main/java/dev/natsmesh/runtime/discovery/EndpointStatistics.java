package dev.natsmesh.runtime.discovery;

import java.util.concurrent.atomic.LongAdder;

import dev.natsmesh.ServiceException;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Stage;

/** What an endpoint has done since it started. Time counts from the request's arrival to its end, on whatever threads that was. */
public final class EndpointStatistics {

    private final LongAdder requests = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private volatile String lastError = "";

    /** Counts what passes through. */
    public Stage counting(Stage next) {
        return (call, completion) -> next.handle(call, new Counted(System.nanoTime(), completion));
    }

    /** Counts a request that was answered before it began. */
    public void refused(String error) {
        requests.increment();
        failed(error);
    }

    long requests() {
        return requests.sum();
    }

    long errors() {
        return errors.sum();
    }

    long nanos() {
        return nanos.sum();
    }

    /** The text of the last failure, empty if there was none. */
    String lastError() {
        return lastError;
    }

    private void failed(String error) {
        errors.increment();
        lastError = error;
    }

    private final class Counted implements Completion {

        private final long begin;
        private final Completion completion;

        Counted(long begin, Completion completion) {
            this.begin = begin;
            this.completion = completion;
        }

        @Override
        public void success(Object result) {
            end();
            completion.success(result);
        }

        @Override
        public void failure(Throwable failure) {
            failed(failure instanceof ServiceException service
                    ? service.code() + ":" + service.getMessage()
                    : failure.getClass().getName());
            end();
            completion.failure(failure);
        }

        private void end() {
            requests.increment();
            nanos.add(System.nanoTime() - begin);
        }
    }
}
