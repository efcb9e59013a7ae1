package dev.natsmesh.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.awaitility.Awaitility;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

import dev.natsmesh.testkit.NatsServer;
import io.nats.client.Connection;
import io.nats.client.KeyValue;
import io.nats.client.Nats;
import io.nats.client.api.KeyValueConfiguration;

/** What listeners of a key-value bucket are told. */
abstract class BucketGuarantees extends TransportConformance {

    private static final String BUCKET = "policies";

    BucketGuarantees(Function<ConnectionSettings, Transport> implementation) {
        super(implementation);
    }

    private static KeyValue bucket(Connection connection) throws Exception {
        connection.keyValueManagement().create(KeyValueConfiguration.builder().name(BUCKET).build());
        return connection.keyValue(BUCKET);
    }

    private static void put(KeyValue bucket, String key, String value) throws Exception {
        bucket.put(key, value.getBytes(StandardCharsets.UTF_8));
    }

    /** One test, since a bucket that isn't there is looked for at times only. */
    @Test
    void aBucketIsFollowedWhateverHappens() throws Exception {
        try (NatsServer server = NatsServer.builder().jetStream(true).start()) {
            followed(server);
        }
    }

    private void followed(NatsServer server) throws Exception {
        Transport transport = connect(server.url());
        Entries entries = new Entries();
        transport.watch(BUCKET, entries);
        try (Connection connection = Nats.connect(server.url())) {
            KeyValue bucket = bucket(connection);
            put(bucket, "there.before", "1");
            awaitEntries(entries, Map.of("there.before", "1"));

            put(bucket, "later", "2");
            put(bucket, "later", "3");
            awaitEntries(entries, Map.of("there.before", "1", "later", "3"));
            bucket.delete("there.before");
            awaitEntries(entries, Map.of("later", "3"));
        }

        server.restart();
        try (Connection connection = Nats.connect(server.url())) {
            put(connection.keyValue(BUCKET), "later", "4");
            awaitEntries(entries, Map.of("later", "4"));

            connection.keyValueManagement().delete(BUCKET);
            KeyValue next = bucket(connection);
            put(next, "new", "5");
            awaitEntries(entries, Map.of("new", "5"));
        }
    }

    @Test
    void whereItMayNotBeLookedForNothingIsSaid() throws Exception {
        NatsServer server = server("""
                authorization { users: [
                  { user: user, password: secret, permissions { publish { deny: "$JS.>" } } }
                ] }""");
        Said said = new Said();
        Logger.getLogger("").addHandler(said);
        try {
            Transport transport = connect(
                    Connecting.settings(server.url(), new Credentials.UserPassword("user", "secret"), null));
            transport.watch(BUCKET, new Entries());
            Awaitility.await().atMost(PATIENCE).until(() -> server.log().contains("Publish Violation"));
            serve(transport, "echo", TransportConformance::echo);
            assertThat(said.messages).noneMatch(message -> message.contains("JS.API") || message.contains(BUCKET));
        } finally {
            Logger.getLogger("").removeHandler(said);
        }
    }

    /** What people see. */
    private static final class Said extends Handler {

        private final Queue<String> messages = new ConcurrentLinkedQueue<>();

        Said() {
            setLevel(Level.INFO);
        }

        @Override
        public void publish(LogRecord logged) {
            if (isLoggable(logged)) {
                messages.add(ExtLogRecord.wrap(logged).getFormattedMessage());
            }
        }

        @Override
        public void flush() {
            // Nothing is kept back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private static void awaitEntries(Entries entries, Map<String, String> expected) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(entries.values).isEqualTo(expected));
    }

    private static final class Entries implements BucketListener {

        private final Map<String, String> values = new ConcurrentSkipListMap<>();

        @Override
        public void stored(String key, long revision, byte[] value) {
            values.put(key, new String(value, StandardCharsets.UTF_8));
        }

        @Override
        public void deleted(String key) {
            values.remove(key);
        }
    }
}
