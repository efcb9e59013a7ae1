package dev.natsmesh.runtime.resilience;

import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;

import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.ConnectionLostException;
import dev.natsmesh.NoRespondersException;
import dev.natsmesh.ServiceException;
import dev.natsmesh.runtime.call.Operation;
import io.smallrye.faulttolerance.api.RateLimitException;

/** Which failures of an operation may be gone the next time, and after which of them there may be a next time. */
record RepeatRule(Operation operation) {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_SERVER_ERROR = 500;
    /** Too many calls led to this one; they do the next time, too. */
    private static final int LOOP = 508;

    /** Whether it may be gone the next time: it is not the caller's fault, nor an answer that the contract foresees. */
    boolean passes(Throwable failure) {
        if (operation.declares(failure)) {
            return false;
        } else if (failure instanceof ServiceException service) {
            return service.code() == TOO_MANY_REQUESTS || service.code() >= FIRST_SERVER_ERROR && service.code() != LOOP;
        }
        return failure instanceof NoRespondersException || failure instanceof ConnectionLostException
                || failure instanceof CallTimeoutException || failure instanceof FaultToleranceException;
    }

    /** Whether it may be gone the next time, and calling again does no harm. */
    boolean mayRepeat(Throwable failure) {
        return passes(failure) && (operation.idempotent() || hasNotRun(failure));
    }

    private static boolean hasNotRun(Throwable failure) {
        return failure instanceof NoRespondersException
                || failure instanceof ConnectionLostException lost && !lost.mayHaveRun()
                || failure instanceof BulkheadException || failure instanceof RateLimitException
                || failure instanceof CircuitBreakerOpenException;
    }
}
