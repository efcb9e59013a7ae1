package dev.natsmesh.runtime.traffic;

import java.util.Optional;
import java.util.function.Supplier;

import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Destination;
import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Subject;
import dev.natsmesh.runtime.call.Subjects;
import dev.natsmesh.runtime.codec.OperationCodec;
import dev.natsmesh.runtime.transport.RequestTraits;
import dev.natsmesh.traffic.Mirror;
import dev.natsmesh.traffic.TrafficPolicy;

/** Decides which calls of one operation are copied, and to whom. */
public final class MirroredOperation {

    private final Operation operation;
    private final Supplier<TrafficPolicy> policy;
    private final Mirroring mirroring;
    private final Comparison comparison;
    /** That of the last copy; whoever finds another in the policy makes it anew. */
    private volatile Target target;

    MirroredOperation(Operation operation, OperationCodec codec, Supplier<TrafficPolicy> policy, Mirroring mirroring) {
        this.operation = operation;
        this.policy = policy;
        this.mirroring = mirroring;
        this.comparison = mirroring.settings().compare()
                ? new Comparison(operation, codec, mirroring.settings().ignoredProperties())
                : null;
    }

    /**
     * The copy that there is to be of a call that is sent now, {@code null} for none. A call has one chance, with its first attempt.
     * Whoever gets the copy sends it.
     *
     * @param to who gets the call, {@code null} for whoever the server chooses
     */
    public MirroredCall copyOf(Call call, Destination to) {
        Optional<Mirror> wanted = policy.get().mirror();
        if (wanted.isEmpty() || isSame(wanted.get(), to) || call.headers().get(HeaderNames.ATTEMPT) != null
                || !mirroring.hits(wanted.get().perMille())) {
            return null;
        }
        if (!mirroring.begin()) {
            mirroring.tell(operation, CopyOutcome.DROPPED);
            return null;
        }
        return new MirroredCall(operation, target(wanted.get()), mirroring, comparison);
    }

    private static boolean isSame(Mirror mirror, Destination to) {
        return to instanceof ServiceVersion version && mirror.version().filter(version.version()::equals).isPresent();
    }

    private Target target(Mirror mirror) {
        Target known = target;
        if (known == null || !known.mirror.equals(mirror)) {
            known = target(mirror, mirror.service().orElse(operation.service()));
            target = known;
        }
        return known;
    }

    private Target target(Mirror mirror, String service) {
        Destination to = mirror.version().isPresent()
                ? new ServiceVersion(service, mirror.version().get(), mirroring.prefix())
                : new OtherService(service, mirroring.prefix());
        return new Target(mirror, to, new RequestTraits("the copy of " + operation, false, false,
                Subject.of(mirroring.prefix().before(Subjects.cancellations(service)))));
    }

    /** Who gets copies, and what these have in common. */
    record Target(Mirror mirror, Destination to, RequestTraits traits) {
    }
}
