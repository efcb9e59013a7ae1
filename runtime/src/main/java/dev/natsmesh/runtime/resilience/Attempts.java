package dev.natsmesh.runtime.resilience;

import java.util.concurrent.Executor;

/** The attempts of one call; what is to be executed is done where the call is made. */
interface Attempts extends Executor {

    /** Whether there is to be another one after such a pause. Asked once for each, and only if there is anything to be gained. */
    boolean mayFollow(long pauseMillis);
}
