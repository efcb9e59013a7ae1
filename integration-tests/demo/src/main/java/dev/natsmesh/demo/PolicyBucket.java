package dev.natsmesh.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.natsmesh.testkit.Poll;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import io.nats.client.api.KeyValueConfiguration;

/** The bucket with traffic policies, as an operator uses it: one write changes a policy everywhere. */
final class PolicyBucket implements AutoCloseable {

    private static final String NAME = "mesh-traffic";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** After which nobody else answers. */
    private static final Duration SILENCE = Duration.ofMillis(100);

    private final Connection connection;
    private final KeyValue bucket;
    private final String service;

    private PolicyBucket(Connection connection, KeyValue bucket, String service) {
        this.connection = connection;
        this.bucket = bucket;
        this.service = service;
    }

    /** Makes the bucket, unless it is there. */
    static PolicyBucket open(Shop shop, String service) throws IOException, InterruptedException, JetStreamApiException {
        Connection connection = Nats.connect(Options.builder().servers(shop.servers().split(",")).build());
        if (!connection.keyValueManagement().getBucketNames().contains(NAME)) {
            connection.keyValueManagement().create(KeyValueConfiguration.builder().name(NAME).replicas(3).build());
        }
        return new PolicyBucket(connection, connection.keyValue(NAME), service);
    }

    /** Writes a split, all of it for one version. @return its revision */
    long all(String version) throws IOException, JetStreamApiException {
        return put("{\"split\":[{\"version\":\"%s\",\"percent\":100}]}".formatted(version));
    }

    /** Writes a policy. @return its revision */
    long put(String policy) throws IOException, JetStreamApiException {
        return bucket.put(service, policy.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns once the storefront, and whoever else calls the service, says that it follows that revision. */
    void awaitFollowed(long revision) {
        Poll.until("revision " + revision + " to be followed", PATIENCE, () -> {
            Map<String, Long> followed = followed();
            return followed.containsKey(Shop.STOREFRONT) && followed.values().stream().allMatch(each -> each >= revision);
        });
    }

    /** The lowest revision that instances of each application follow. */
    private Map<String, Long> followed() {
        String inbox = connection.createInbox();
        Subscription answers = connection.subscribe(inbox);
        Map<String, Long> followed = new TreeMap<>();
        try {
            connection.publish("_MESH.T." + service, inbox, null);
            for (Message answer = answers.nextMessage(SILENCE); answer != null; answer = answers.nextMessage(SILENCE)) {
                JsonNode status = new ObjectMapper().readTree(answer.getData());
                followed.merge(status.path("application").asText(), status.path("revision").asLong(), Math::min);
            }
            return followed;
        } catch (IOException e) {
            throw new IllegalStateException("an answer that is no JSON", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            answers.unsubscribe();
        }
    }

    /** Takes the policy away. */
    @Override
    public void close() throws IOException, InterruptedException, JetStreamApiException {
        bucket.delete(service);
        connection.close();
    }
}
