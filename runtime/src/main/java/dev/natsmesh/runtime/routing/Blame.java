package dev.natsmesh.runtime.routing;

import java.util.concurrent.CancellationException;

import dev.natsmesh.CallRefusedException;
import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.MessageFormatException;
import dev.natsmesh.NatsMeshException;
import dev.natsmesh.ServiceException;

/** Whose fault a failure is. */
final class Blame {

    private static final int FIRST_OF_SERVICE = 500;
    /** A circle of calls is nobody's fault alone. */
    private static final int LOOP = 508;

    private Blame() {
    }

    /** Whether it counts against the instance that was called: no answer in time, or an answer that says the service has failed. */
    static boolean isInstances(Throwable failure) {
        return failure instanceof CallTimeoutException
                || failure instanceof ServiceException service && service.code() >= FIRST_OF_SERVICE && service.code() != LOOP;
    }

    /** Whether it is an answer that only an instance that works gives. That it refuses a call tells nothing
     * either way, nor that the call was given up. */
    static boolean showsThatItWorks(Throwable failure) {
        if (failure instanceof CallRefusedException || failure instanceof CancellationException) {
            return false;
        }
        return failure instanceof ServiceException || failure instanceof MessageFormatException
                || !(failure instanceof NatsMeshException);
    }
}
