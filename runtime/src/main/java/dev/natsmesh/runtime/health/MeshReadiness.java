package dev.natsmesh.runtime.health;

import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dev.natsmesh.runtime.transport.Backlog;
import dev.natsmesh.runtime.transport.Transport;
import dev.natsmesh.runtime.transport.TransportState;

/** Ready while connected to NATS and not draining. */
@Readiness
@ApplicationScoped
public class MeshReadiness implements HealthCheck {

    private final Transport transport;

    MeshReadiness(Transport transport) {
        this.transport = transport;
    }

    @Override
    public HealthCheckResponse call() {
        TransportState state = transport.state();
        Backlog backlog = transport.backlog();
        return HealthCheckResponse.named("NATS mesh")
                .status(state == TransportState.CONNECTED)
                .withData("state", state.name().toLowerCase(Locale.ROOT))
                .withData("server", transport.server())
                .withData("lag-ms", backlog.lag().toMillis())
                .withData("unsent-bytes", backlog.unsent())
                .withData("unread-bytes", backlog.unread())
                .build();
    }
}
