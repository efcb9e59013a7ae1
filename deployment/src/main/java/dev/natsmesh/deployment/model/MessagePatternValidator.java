package dev.natsmesh.deployment.model;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.jboss.jandex.DotName;

import dev.natsmesh.deployment.model.MethodValidator.Problems;
import dev.natsmesh.runtime.call.Gathering;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Parameter.Role;

/** What methods must keep to that are more, or less, than a request with its reply. */
record MessagePatternValidator(ContractMethod method, String where, Problems problems) {

    /** What repeats, limits or replaces a call that has one end. */
    private static final List<DotName> FAULT_TOLERANCE = Stream.of("org.eclipse.microprofile.faulttolerance.Timeout",
            "org.eclipse.microprofile.faulttolerance.Retry", "org.eclipse.microprofile.faulttolerance.CircuitBreaker",
            "org.eclipse.microprofile.faulttolerance.Bulkhead", "org.eclipse.microprofile.faulttolerance.Fallback",
            "io.smallrye.faulttolerance.api.RateLimit").map(DotName::createSimple).toList();

    void event() {
        if (method.info().hasDeclaredAnnotation(MeshNames.ONE_WAY)) {
            problems.add("%s is @Publish and @OneWay; expected one of them", where);
        }
        if (method.info().hasDeclaredAnnotation(MeshNames.GATHER)) {
            problems.add("%s is @Publish and has @Gather; expected one of them", where);
        }
        if (!method.info().exceptions().isEmpty()) {
            problems.add("%s declares exceptions, but an event has no answer; expected none", where);
        }
    }

    void streams() {
        if (method.count(Role.STREAM) > 1) {
            problems.add("%s has several parameters of the type Multi; expected one stream at most", where);
        }
        if (method.shape() == ReturnShape.MULTI && method.result() != null && TypeNames.isNothing(method.result())) {
            problems.add("%s returns %s; a stream has items, so expected a type that is a value", where,
                    method.info().returnType());
        }
        if (method.kind().streamsResult() && method.hasResponse()) {
            problems.add("%s returns %s, but the items of a stream have no headers of their own; expected Multi<T>, or @Gather,"
                    + " where each instance's reply has some", where, method.info().returnType());
        }
        if (!method.kind().endsOnce()) {
            FAULT_TOLERANCE.stream().filter(method.info()::hasDeclaredAnnotation).forEach(annotation -> problems.add(
                    "%s has @%s, but %s; expected the operators of Multi instead", where, annotation.withoutPackagePrefix(),
                    method.kind().streams() ? "is a stream" : "every instance answers"));
        }
    }

    void oneWay() {
        if (method.kind() != Operation.Kind.ONE_WAY) {
            return;
        }
        boolean nothing = method.result() != null && TypeNames.isNothing(method.result()) && !method.hasResponse()
                && (method.shape() == ReturnShape.UNI || method.shape() == ReturnShape.VALUE);
        if (!nothing) {
            problems.add("%s is @OneWay and returns %s; expected void or Uni<Void>, since no answer comes", where,
                    method.info().returnType());
        }
        if (!method.info().exceptions().isEmpty()) {
            problems.add("%s is @OneWay and declares exceptions; expected none, since no answer comes", where);
        }
        if (method.count(Role.STREAM) > 0) {
            problems.add("%s is @OneWay and streams; expected one message", where);
        }
    }

    void deduplicate() {
        if (!method.info().hasDeclaredAnnotation(MeshNames.DEDUPLICATE)) {
            return;
        }
        if (method.kind() != Operation.Kind.UNARY) {
            problems.add("%s has @Deduplicate, but %s; expected a method with one request and one reply", where,
                    switch (method.kind()) {
                        case EVENT -> "publishes events";
                        case ONE_WAY -> "is @OneWay";
                        case GATHER -> "has @Gather";
                        default -> "streams";
                    });
        }
        try {
            Duration window = method.deduplication();
            if (window.isNegative() || window.isZero()) {
                problems.add("%s has @Deduplicate with a window of %s; expected more than 0", where, window);
            }
        } catch (IllegalArgumentException e) {
            problems.add("%s has @Deduplicate with a window that is no duration; expected one as in 5m", where);
        }
    }

    void gather() {
        if (!method.info().hasDeclaredAnnotation(MeshNames.GATHER)) {
            return;
        }
        if (method.info().hasDeclaredAnnotation(MeshNames.ONE_WAY)) {
            problems.add("%s is @OneWay and has @Gather; expected one of them", where);
        } else if (method.shape() != ReturnShape.MULTI) {
            problems.add("%s has @Gather and returns %s; expected Multi<T>, since every instance answers", where,
                    method.info().returnType());
        }
        if (method.info().hasDeclaredAnnotation(MeshNames.QUEUE_GROUP)) {
            problems.add("%s has @Gather and @QueueGroup; expected one of them, since every instance answers", where);
        }
        if (method.count(Role.STREAM) > 0) {
            problems.add("%s has @Gather and streams to the service; expected one message", where);
        }
        try {
            Gathering gathering = method.gathering();
            if (gathering.stall().isNegative() || gathering.stall().isZero() || gathering.max() < 1) {
                problems.add("%s has @Gather with a stall of %s and a max of %d; expected more than 0", where,
                        gathering.stall(), gathering.max());
            }
        } catch (IllegalArgumentException e) {
            problems.add("%s has @Gather with a stall that is no duration; expected one as in 50ms", where);
        }
    }
}
