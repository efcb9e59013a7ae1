package dev.natsmesh.runtime.health;

import java.util.Locale;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import dev.natsmesh.runtime.traffic.PolicySource;
import dev.natsmesh.runtime.traffic.PolicyStatus;
import dev.natsmesh.runtime.traffic.TrafficPolicies;
import dev.natsmesh.runtime.transport.Backlog;
import dev.natsmesh.runtime.transport.Transport;
import dev.natsmesh.runtime.transport.TransportState;
import dev.natsmesh.traffic.PolicyProblem;

/** Ready while connected to NATS and not draining. Tells also which traffic policies calls follow, and which were refused. */
@Readiness
@ApplicationScoped
public class MeshReadiness implements HealthCheck {

    private final Transport transport;
    private final TrafficPolicies traffic;

    MeshReadiness(Transport transport, TrafficPolicies traffic) {
        this.transport = transport;
        this.traffic = traffic;
    }

    @Override
    public HealthCheckResponse call() {
        TransportState state = transport.state();
        Backlog backlog = transport.backlog();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("NATS mesh")
                .status(state == TransportState.CONNECTED)
                .withData("state", state.name().toLowerCase(Locale.ROOT))
                .withData("server", transport.server())
                .withData("lag-ms", backlog.lag().toMillis())
                .withData("unsent-bytes", backlog.unsent())
                .withData("unread-bytes", backlog.unread());
        traffic.all().forEach((service, policy) -> tell(response, service, policy.status()));
        return response.build();
    }

    private static void tell(HealthCheckResponseBuilder response, String service, PolicyStatus status) {
        String key = "traffic." + service;
        if (status.source() != PolicySource.NONE) {
            response.withData(key, status.toString());
        }
        if (!status.refused().isEmpty()) {
            response.withData(key + ".refused", "revision %d: %s".formatted(status.refusedRevision(),
                    status.refused().stream().map(PolicyProblem::toString).collect(Collectors.joining("; "))));
        }
    }
}
