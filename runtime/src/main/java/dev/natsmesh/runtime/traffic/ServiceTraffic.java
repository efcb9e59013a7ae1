package dev.natsmesh.runtime.traffic;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.jboss.logging.Logger;

import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.traffic.PolicyProblem;
import dev.natsmesh.traffic.TrafficPolicy;

/**
 * The policy that this application's calls of one service follow: that of the bucket, or where there is none, that of the
 * configuration. A call looks at one field; policies come and go on any thread, and are read before the field changes.
 */
public final class ServiceTraffic {

    private static final Logger LOG = Logger.getLogger(ServiceTraffic.class);

    private final String service;
    private final String caller;
    private final SubjectPrefix prefix;
    private final List<TrafficListener> listeners;
    private final TrafficPolicy configured;
    /** {@code null} as long as there is none. */
    private volatile ActivePolicy active;
    private PolicySource source = PolicySource.NONE;
    private long revision;
    private long refusedRevision;
    private List<PolicyProblem> refused = List.of();
    /** What the bucket said last, understood or not. */
    private long seenRevision;
    private byte[] seen;

    /** @param configured {@code null} for none */
    ServiceTraffic(String service, TrafficPolicy configured, String caller, SubjectPrefix prefix,
            List<TrafficListener> listeners) {
        this.service = service;
        this.caller = caller;
        this.prefix = prefix;
        this.listeners = listeners;
        this.configured = configured;
        fallBackToConfiguration();
    }

    /** What calls follow now, {@code null} for no policy. */
    public ActivePolicy active() {
        return active;
    }

    /** The policy that calls follow now. */
    public TrafficPolicy policy() {
        ActivePolicy now = active;
        return now == null ? TrafficPolicy.NONE : now.policy();
    }

    /** The version that gets the call, whose headers are complete; {@code null} for the queue group of all. */
    public ServiceVersion version(Call call) {
        ActivePolicy policy = active;
        return policy == null ? null : policy.version(call);
    }

    /** How long a call may take whose caller has no nearer deadline. */
    public Duration timeout(Duration otherwise) {
        ActivePolicy policy = active;
        Duration timeout = policy == null ? null : policy.timeout();
        return timeout == null ? otherwise : timeout;
    }

    /** A call to that version has found nobody, and goes to the queue group of all. */
    public void nobodyServes(ServiceVersion version) {
        if (version.isMissing(true)) {
            LOG.warnf("%s: nobody serves version %s, which the traffic policy sends calls to; they go to any version", service,
                    version);
        }
        listeners.forEach(listener -> listener.fellBack(service, version.version()));
    }

    /** The NATS server doesn't let this application call versions: until there is another policy, calls go to any version. */
    public void forbidden(ServiceVersion version) {
        if (!version.isForbidden()) {
            version.forbid();
            LOG.warnf(
                    "%s: the NATS server does not allow this application to publish to the subjects of versions (_MESH.V.%s.>),"
                            + " so the calls of version %s go to any version",
                    service, service, version);
        }
        listeners.forEach(listener -> listener.fellBack(service, version.version()));
    }

    /** A call to that version was answered. */
    public void serves(ServiceVersion version) {
        if (version.isMissing(false)) {
            LOG.infof("%s: version %s is served, and gets its calls", service, version);
        }
    }

    /** The bucket has that policy for the service; the same one may come again. */
    synchronized void stored(long storedRevision, byte[] json) {
        if (storedRevision == seenRevision && Arrays.equals(json, seen)) {
            return;
        }
        seenRevision = storedRevision;
        seen = json;
        TrafficPolicy policy;
        try {
            policy = PolicyJson.read(json);
        } catch (RefusedPolicyException e) {
            refusedRevision = storedRevision;
            refused = e.problems();
            LOG.errorf("%s: the traffic policy of revision %d is refused, and calls go on with %s: %s", service, storedRevision,
                    status(), e.getMessage());
            listeners.forEach(listener -> listener.refused(service));
            return;
        }
        apply(PolicySource.BUCKET, storedRevision, policy);
        LOG.infof("%s: calls follow the traffic policy of revision %d: %s", service, storedRevision, PolicyJson.write(policy));
    }

    /** The bucket has no policy for the service any more. */
    synchronized void deleted() {
        seen = null;
        seenRevision = 0;
        if (source == PolicySource.BUCKET || !refused.isEmpty()) {
            fallBackToConfiguration();
            LOG.infof("%s: the traffic policy is deleted, and calls follow %s", service, status());
        }
    }

    private synchronized void fallBackToConfiguration() {
        if (configured == null) {
            apply(PolicySource.NONE, 0, TrafficPolicy.NONE);
        } else {
            apply(PolicySource.CONFIGURATION, 0, configured);
        }
    }

    private void apply(PolicySource from, long number, TrafficPolicy policy) {
        source = from;
        revision = number;
        refusedRevision = 0;
        refused = List.of();
        active = policy.equals(TrafficPolicy.NONE) ? null : new ActivePolicy(service, policy, caller, prefix);
        listeners.forEach(listener -> listener.applied(service, from, number, policy));
    }

    /** What calls follow, and what has been refused since. */
    public synchronized PolicyStatus status() {
        return new PolicyStatus(source, revision, policy(), refusedRevision, refused);
    }
}
