package dev.natsmesh.runtime.traffic;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

import dev.natsmesh.traffic.Fault;
import dev.natsmesh.traffic.HeaderMatch;
import dev.natsmesh.traffic.TrafficPolicy;

/** Says in the log what goes wrong on purpose, when that changes, so that nobody looks for a mistake where there is none. */
public final class FaultNotice implements TrafficListener {

    private static final Logger LOG = Logger.getLogger(FaultNotice.class);
    private static final int PER_MILLE_OF_A_PERCENT = 10;

    private final boolean enabled;
    private final Map<String, List<Fault>> told = new ConcurrentHashMap<>();

    /** @param enabled whether faults act */
    public FaultNotice(boolean enabled) {
        this.enabled = enabled;
    }

    @Override
    public void applied(String service, PolicySource source, long revision, TrafficPolicy policy) {
        List<Fault> faults = policy.faults();
        List<Fault> before = faults.isEmpty() ? told.remove(service) : told.put(service, faults);
        if (faults.isEmpty()) {
            if (before != null && enabled) {
                LOG.infof("%s: no faults are injected into calls any more", service);
            }
        } else if (!faults.equals(before)) {
            if (enabled) {
                LOG.warnf("%s: faults are injected into calls, as the traffic policy says: %s", service, text(faults));
            } else if (before == null) {
                LOG.warnf("%s: the traffic policy has faults, which don't act because quarkus.nats.fault-injection.enabled is"
                        + " false: %s", service, text(faults));
            }
        }
    }

    @Override
    public void refused(String service) {
        // Nothing changes.
    }

    @Override
    public void fellBack(String service, String version) {
        // That is no fault.
    }

    static String text(List<Fault> faults) {
        return faults.stream().map(FaultNotice::text).collect(Collectors.joining("; "));
    }

    private static String text(Fault fault) {
        StringBuilder text = new StringBuilder("of calls").append(fault.header().map(FaultNotice::text).orElse(""))
                .append(", ").append((double) fault.perMille() / PER_MILLE_OF_A_PERCENT).append(" %");
        fault.delay().ifPresent(delay -> text.append(", delayed by ").append(delay.toMillis()).append(" ms"));
        fault.abort().ifPresent(code -> text.append(", aborted with code ").append(code));
        if (fault.dropReply()) {
            text.append(", reply dropped");
        }
        return text.toString();
    }

    private static String text(HeaderMatch header) {
        return " with the header " + header.name() + header.value().map(value -> " of the value " + value).orElse("");
    }
}
