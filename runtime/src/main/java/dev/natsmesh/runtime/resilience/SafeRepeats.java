package dev.natsmesh.runtime.resilience;

import dev.natsmesh.ConnectionLostException;
import dev.natsmesh.NoRespondersException;
import dev.natsmesh.ServiceException;
import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Stage;
import dev.natsmesh.runtime.resilience.Policy.Growth;

/**
 * What is tried again where nobody has said anything: what nobody took, and what is idempotent and met a service that was not
 * available. A call that succeeds only passes by; the first attempt's failure begins SmallRye's retry.
 */
final class SafeRepeats implements Stage {

    private static final Policy.Pause PAUSE = new Policy.Pause(10, 5, Growth.EXPONENTIAL, 2, 320);
    private static final int UNAVAILABLE = 503;
    private static final int RETRIES = 2;

    private final Operation operation;
    private final Stage attempt;
    private final GuardedCalls untaken;
    private final GuardedCalls unavailable;
    private final CalledService service;

    /**
     * @param untaken tries again what nobody took, {@code null} if that is not wanted
     * @param unavailable tries again what is idempotent, {@code null} if the operation isn't
     */
    SafeRepeats(Operation operation, Stage attempt, GuardedCalls untaken, GuardedCalls unavailable, CalledService service) {
        this.operation = operation;
        this.attempt = attempt;
        this.untaken = untaken;
        this.unavailable = unavailable;
        this.service = service;
    }

    /** Calls that nobody took are tried again for so long. */
    static Policy.Retry untaken(long millis) {
        return new Policy.Retry(-1, millis, PAUSE, failure -> !(failure instanceof NoRespondersException));
    }

    /** Idempotent calls are tried again so often. */
    static Policy.Retry unavailable(Operation operation) {
        return new Policy.Retry(RETRIES, 0, PAUSE,
                failure -> !(failure instanceof NoRespondersException) && !isUnavailable(operation, failure));
    }

    private static boolean isUnavailable(Operation operation, Throwable failure) {
        return failure instanceof ConnectionLostException
                || failure instanceof ServiceException service && service.code() == UNAVAILABLE
                        && !operation.declares(failure);
    }

    @Override
    public void handle(Call call, Completion completion) {
        service.called();
        attempt.handle(call, new First(this, call, call.headers().size(), completion));
    }

    private void failed(First first, Throwable failure) {
        GuardedCalls repeats = null;
        if (failure instanceof NoRespondersException) {
            // Of a service that has never been there, the caller is to know at once.
            repeats = service.isSeen() ? untaken : null;
        } else if (isUnavailable(operation, failure)) {
            repeats = unavailable;
        }
        if (failure instanceof ServiceException || operation.declares(failure)) {
            service.answered();
        }
        if (repeats == null) {
            first.completion.failure(failure);
        } else {
            repeats.goOn(first.call, first.headers, failure, first.completion);
        }
    }

    /**
     * The first attempt.
     *
     * @param headers how many the call had before
     */
    private record First(SafeRepeats repeats, Call call, int headers, Completion completion) implements Completion {

        @Override
        public void success(Object result) {
            repeats.service.answered();
            completion.success(result);
        }

        @Override
        public void failure(Throwable failure) {
            repeats.failed(this, failure);
        }
    }
}
