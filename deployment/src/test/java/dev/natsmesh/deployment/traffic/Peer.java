package dev.natsmesh.deployment.traffic;

import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.Nats;

/** Services by the wire form alone: whoever is asked answers with the name it was given. */
final class Peer implements Closeable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Connection connection;
    /** The names of those that have got a call. */
    final LinkedBlockingQueue<String> called = new LinkedBlockingQueue<>();
    private final List<Dispatcher> dispatchers = new ArrayList<>();

    Peer(String url) throws Exception {
        connection = Nats.connect(url);
    }

    /** All that the queue group of a service gets. */
    Peer serving(String service) throws Exception {
        return serving(service, "any", service + ".>");
    }

    /** What a version gets. */
    Peer serving(String service, String version) throws Exception {
        return serving(service, version, "_MESH.V." + service + "." + version.replace('.', '_') + ".>");
    }

    private Peer serving(String service, String name, String subject) throws Exception {
        Dispatcher dispatcher = connection.createDispatcher();
        dispatchers.add(dispatcher);
        dispatcher.subscribe(subject, "q", message -> answer(message, name));
        connection.flush(PATIENCE);
        return this;
    }

    private void answer(Message message, String name) {
        called.add(name);
        if (message.getReplyTo() != null && !message.getSubject().endsWith(".silence")) {
            connection.publish(message.getReplyTo(), ('"' + name + '"').getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Announces an instance of a version. */
    void announce(String service, String id, String version) throws Exception {
        connection.publish("_MESH.S." + service + "." + id,
                """
                        {"name":"%s","id":"%s","version":"%s","metadata":{"nats-mesh.addressable":"true"},"state":"up","next_ms":60000}"""
                        .formatted(service, id, version).getBytes(StandardCharsets.UTF_8));
        connection.flush(PATIENCE);
    }

    /** Leaves all subjects, so that nobody is there any more. */
    void leave() throws Exception {
        dispatchers.forEach(connection::closeDispatcher);
        dispatchers.clear();
        connection.flush(PATIENCE);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
