package dev.natsmesh.runtime.discovery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.runtime.transport.Transport;

/**
 * Compares the contracts that are called by with those of the services that run, beside the calls: a service's instances are asked
 * what they serve when its contract is used for the first time, and again and again, since others may have come.
 */
public final class ContractChecks {

    private static final Duration LONGEST_PATIENCE = Duration.ofSeconds(2);

    private final Transport transport;
    private final SubjectPrefix prefix;
    private final List<Mismatches> listeners;
    private final ScheduledExecutorService executor;
    private final Duration interval;
    private final Duration patience;
    private volatile boolean closed;

    /**
     * @param prefix what subjects begin with; services with another prefix are not called, so not compared
     * @param interval the pause between two looks
     */
    public ContractChecks(Transport transport, SubjectPrefix prefix, List<Mismatches> listeners,
            ScheduledExecutorService executor, Duration interval) {
        this.transport = transport;
        this.prefix = prefix;
        this.listeners = List.copyOf(listeners);
        this.executor = executor;
        this.interval = interval;
        this.patience = interval.compareTo(LONGEST_PATIENCE) < 0 ? interval : LONGEST_PATIENCE;
    }

    /** Looks at the contract's service from now on. Returns at once. */
    public void watch(ContractFingerprint contract) {
        if (!closed && !contract.endpoints().isEmpty()) {
            ContractCheck check = new ContractCheck(contract, prefix, listeners);
            executor.execute(() -> look(check));
        }
    }

    private void look(ContractCheck check) {
        if (!closed) {
            ServiceInquiry.begin(transport, check.service(), patience, info -> executor.execute(() -> check.compare(info)),
                    () -> lookLater(check));
        }
    }

    private void lookLater(ContractCheck check) {
        if (!closed) {
            executor.schedule(() -> look(check), interval.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Nobody is asked any more. */
    public void close() {
        closed = true;
    }
}
