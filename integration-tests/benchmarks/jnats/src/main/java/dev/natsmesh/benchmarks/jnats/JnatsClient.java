package dev.natsmesh.benchmarks.jnats;

import java.io.IOException;
import java.util.concurrent.CancellationException;

import dev.natsmesh.benchmarks.driver.Caller;
import dev.natsmesh.benchmarks.driver.Client;
import dev.natsmesh.benchmarks.driver.Flight;
import dev.natsmesh.benchmarks.driver.Origin;
import io.nats.client.Connection;
import io.nats.client.Message;

/** Calls as most would write them, or as well as the public API allows. */
public final class JnatsClient {

    static final String SUBJECT = "pricing.quote";

    private JnatsClient() {
    }

    /** @param arguments {@code request}, {@code unflushed} or {@code inbox} */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Caller caller = switch (arguments[0]) {
            case "request" -> requests(Connecting.connect(Connecting.defaults()));
            case "unflushed" -> requests(Connecting.connect(Connecting.defaults().dontForceFlushOnRequest()));
            case "inbox" -> new OwnInbox(Connecting.connect(Connecting.defaults()), SUBJECT);
            default -> throw new IllegalArgumentException("Expected request, unflushed or inbox, not " + arguments[0]);
        };
        Client.of(caller, Origin.SAME_THREAD).started();
    }

    private static Caller requests(Connection connection) {
        return flight -> connection.request(SUBJECT, Json.order(flight.order()))
                .whenComplete((answer, failure) -> complete(flight, answer, failure));
    }

    private static void complete(Flight flight, Message answer, Throwable failure) {
        if (failure != null) {
            flight.failed(failure);
        } else if (answer.isStatusMessage()) {
            flight.failed(new CancellationException(answer.getStatus().getMessage()));
        } else {
            flight.answered(Json.quote(answer.getData()));
        }
    }
}
