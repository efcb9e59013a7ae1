package dev.natsmesh.runtime.resilience;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import org.jboss.logging.Logger;

import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Operation;

/** A service as its callers here know it, whatever contracts they have of it. */
final class CalledService {

    private static final Logger LOG = Logger.getLogger(CalledService.class);
    private static final long LOG_INTERVAL = TimeUnit.SECONDS.toNanos(10);

    private final String name;
    private final RetryBudget budget;
    private final List<Retries> listeners;
    private final LongSupplier clock;
    private final AtomicLong nextLog;
    private volatile boolean seen;

    /**
     * @param budget {@code null} for any number of attempts
     * @param clock in nanoseconds
     */
    CalledService(String name, RetryBudget budget, List<Retries> listeners, LongSupplier clock) {
        this.name = name;
        this.budget = budget;
        this.listeners = listeners;
        this.clock = clock;
        this.nextLog = new AtomicLong(clock.getAsLong());
    }

    /** Counts a call, not its attempts. */
    void called() {
        if (budget != null) {
            budget.called();
        }
    }

    /** Whether it has ever answered. */
    boolean isSeen() {
        return seen;
    }

    void answered() {
        if (!seen) {
            seen = true;
        }
    }

    /** Whether there may be another attempt; it is taken from the budget. Not if it would be made for another one's attempt. */
    boolean mayRepeat(Call call) {
        Call served = call.served();
        if (served != null && served.headers().positive(HeaderNames.ATTEMPT, 1) > 1) {
            return false;
        } else if (budget == null || budget.take()) {
            listeners.forEach(listener -> listener.made(call.operation()));
            return true;
        }
        listeners.forEach(listener -> listener.refused(call.operation()));
        tellOfNoBudget(call.operation());
        return false;
    }

    /** A call has been made twice. */
    void hedged(Operation operation, boolean bySecond) {
        listeners.forEach(listener -> listener.hedged(operation, bySecond));
    }

    private void tellOfNoBudget(Operation operation) {
        long due = nextLog.get();
        long now = clock.getAsLong();
        if (now - due >= 0 && nextLog.compareAndSet(due, now + LOG_INTERVAL)) {
            LOG.warnf(
                    "%s is not called again after a failure: there were %d calls of %s in the last %d seconds, and %d attempts"
                            + " beside them, which is all that quarkus.nats.clients.\"%s\".retry-budget allows",
                    operation, budget.calls(),
                    name, RetryBudget.SECONDS, budget.taken(), name);
        }
    }
}
