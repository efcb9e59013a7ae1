package dev.natsmesh.benchmarks.jnats;

import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import dev.natsmesh.benchmarks.driver.Caller;
import dev.natsmesh.benchmarks.driver.Flight;
import io.nats.client.Connection;
import io.nats.client.Message;

/** Calls by {@code publish}, their answers by one subscription of their own: the best that was found in the public API. */
final class OwnInbox implements Caller {

    private final Map<Long, Flight> flights = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final Connection connection;
    private final String subject;
    private final String prefix;

    OwnInbox(Connection connection, String subject) {
        this.connection = connection;
        this.subject = subject;
        this.prefix = connection.createInbox() + ".";
        connection.createDispatcher().subscribe(prefix + "*", this::land);
    }

    @Override
    public void call(Flight flight) {
        long number = numbers.incrementAndGet();
        flights.put(number, flight);
        connection.publish(subject, prefix + number, Json.order(flight.order()));
    }

    private void land(Message answer) {
        Flight flight = flights.remove(Long.parseLong(answer.getSubject(), prefix.length(), answer.getSubject().length(), 10));
        if (flight == null) {
            return;
        }
        if (answer.isStatusMessage()) {
            flight.failed(new CancellationException(answer.getStatus().getMessage()));
        } else {
            flight.answered(Json.quote(answer.getData()));
        }
    }
}
