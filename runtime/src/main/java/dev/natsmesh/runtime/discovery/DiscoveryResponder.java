package dev.natsmesh.runtime.discovery;

import java.util.function.Function;

import dev.natsmesh.runtime.transport.InboundMessage;
import dev.natsmesh.runtime.transport.Transport;
import dev.natsmesh.runtime.transport.TransportState;

/**
 * Answers the control subjects of ADR-32: {@code $SRV.<verb>}, {@code $SRV.<verb>.<name>} and {@code $SRV.<verb>.<name>.<id>} for
 * {@code PING}, {@code INFO} and {@code STATS}. Every instance answers, so there is no queue group.
 */
public final class DiscoveryResponder {

    private static final String PREFIX = "$SRV.";

    private final Transport transport;

    public DiscoveryResponder(Transport transport) {
        this.transport = transport;
    }

    /** Makes the service known until the transport closes; while it drains it says so. */
    public void announce(ServiceInstance service) {
        answer("PING", service, DiscoveryJson::ping);
        answer("INFO", service, DiscoveryJson::info);
        answer("STATS", service, DiscoveryJson::stats);
    }

    private void answer(String verb, ServiceInstance service, Function<ServiceInstance, byte[]> answer) {
        String all = PREFIX + verb;
        String named = all + "." + service.name();
        serve(all, service, answer);
        serve(named, service, answer);
        serve(named + "." + service.id(), service, answer);
    }

    private void serve(String subject, ServiceInstance service, Function<ServiceInstance, byte[]> answer) {
        transport.listen(subject, (InboundMessage message) -> message.reply(null,
                answer.apply(transport.state() == TransportState.DRAINING ? service.draining() : service)));
    }
}
