package dev.natsmesh.benchmarks.jnats;

import java.io.IOException;

import dev.natsmesh.benchmarks.driver.MeasuredProcess;
import dev.natsmesh.benchmarks.driver.Quote;
import io.nats.client.Connection;
import io.nats.service.Service;
import io.nats.service.ServiceEndpoint;

/** Serves by a dispatcher, or by the service framework of jnats. */
public final class JnatsService {

    private static final String QUEUE = "q";

    private JnatsService() {
    }

    /** @param arguments {@code dispatcher} or {@code framework} */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Connection connection = Connecting.connect(Connecting.defaults());
        switch (arguments[0]) {
            case "dispatcher" -> dispatcher(connection);
            case "framework" -> framework(connection).startService();
            default -> throw new IllegalArgumentException("Expected dispatcher or framework, not " + arguments[0]);
        }
        MeasuredProcess.service().started();
    }

    private static void dispatcher(Connection connection) {
        connection.createDispatcher(request -> connection.publish(request.getReplyTo(), answer(request.getData())))
                .subscribe(JnatsClient.SUBJECT, QUEUE);
    }

    private static Service framework(Connection connection) {
        return Service.builder().connection(connection).name("pricing").version("1.0.0")
                .addServiceEndpoint(ServiceEndpoint.builder().endpointName("quote").endpointSubject(JnatsClient.SUBJECT)
                        .handler(request -> request.respond(connection, answer(request.getData()))).build())
                .build();
    }

    private static byte[] answer(byte[] order) {
        return Json.quote(Quote.of(Json.order(order)));
    }
}
