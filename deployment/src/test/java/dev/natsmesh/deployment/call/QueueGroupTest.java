package dev.natsmesh.deployment.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.OneWay;
import dev.natsmesh.QueueGroup;
import dev.natsmesh.Subject;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.quarkus.test.QuarkusUnitTest;

class QueueGroupTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int CALLS = 20;

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Groups.class, GroupsService.class, Plain.class, PlainService.class);

    @NatsClient
    Groups groups;
    @NatsClient
    Plain plain;

    private Connection peers;
    private final AtomicInteger ofPeer = new AtomicInteger();

    @BeforeEach
    void connect() throws Exception {
        GroupsService.SERVED.set(0);
        ofPeer.set(0);
        peers = Nats.connect(MeshApplication.serverUrl());
    }

    @AfterEach
    void disconnect() throws Exception {
        peers.close();
    }

    private void peer(String subject, String queueGroup) throws Exception {
        peers.createDispatcher(message -> ofPeer.incrementAndGet()).subscribe(subject, queueGroup);
        peers.flush(PATIENCE);
    }

    @Test
    void withoutAGroupEveryInstanceGetsEveryRequest() throws Exception {
        peer("groups.v2.none", "q");
        for (int i = 0; i < CALLS; i++) {
            groups.none();
        }
        awaitCounts(CALLS, CALLS);
    }

    @Test
    void instancesOfOneGroupShareTheRequests() throws Exception {
        peer("groups.v2.ofClass", "europe");
        for (int i = 0; i < CALLS; i++) {
            groups.ofClass();
        }
        Awaitility.await().atMost(PATIENCE).until(() -> GroupsService.SERVED.get() + ofPeer.get() == CALLS);
        assertThat(ofPeer).hasPositiveValue();
    }

    @Test
    void theNearestAnnotationCountsAndDiscoveryTellsIt() throws Exception {
        assertThat(told("groups", "queue_group")).isEqualTo(
                Map.of("none", "", "ofClass", "europe", "ofContractsMethod", "contract-method", "ofMethod", "method"));
        assertThat(told("plain-groups", "queue_group")).isEqualTo(Map.of("ofContract", "contract", "ofMethod", "q"));
    }

    @Test
    void theContractsSubjectIsThatOfItsMethods() throws Exception {
        assertThat(told("groups", "subject")).isEqualTo(Map.of("none", "groups.v2.none", "ofClass", "groups.v2.ofClass",
                "ofContractsMethod", "groups.v2.own.*", "ofMethod", "groups.v2.ofMethod"));
        assertThat(groups.ofContractsMethod("a.b")).isEqualTo("a.b");
        assertThat(plain.ofContract()).isEqualTo("plain");
    }

    private void awaitCounts(int service, int peer) {
        Awaitility.await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(List.of(GroupsService.SERVED.get(), ofPeer.get())).containsExactly(service, peer));
    }

    /** Of each endpoint. */
    private Map<String, String> told(String service, String property) throws Exception {
        Message info = peers.request("$SRV.INFO." + service, null, PATIENCE);
        Map<String, String> found = new TreeMap<>();
        for (JsonNode endpoint : new ObjectMapper().readTree(info.getData()).path("endpoints")) {
            found.put(endpoint.path("name").asText(), endpoint.path(property).asText("missing"));
        }
        return found;
    }

    @NatsClient("groups")
    @Subject("groups.v2")
    @QueueGroup("contract")
    public interface Groups {
        @OneWay
        void none();

        @OneWay
        void ofClass();

        @QueueGroup("contract-method")
        @Subject("own.{text}")
        String ofContractsMethod(String text);

        @QueueGroup("hidden")
        void ofMethod();
    }

    @NatsService
    @QueueGroup("europe")
    public static class GroupsService implements Groups {

        static final AtomicInteger SERVED = new AtomicInteger();

        @Override
        @QueueGroup(QueueGroup.NONE)
        public void none() {
            SERVED.incrementAndGet();
        }

        @Override
        public void ofClass() {
            SERVED.incrementAndGet();
        }

        @Override
        public String ofContractsMethod(String text) {
            return text;
        }

        @Override
        @QueueGroup("method")
        public void ofMethod() {
        }
    }

    @NatsClient("plain-groups")
    @QueueGroup("contract")
    public interface Plain {
        String ofContract();

        @QueueGroup("q")
        void ofMethod();
    }

    @NatsService
    public static class PlainService implements Plain {

        @Override
        public String ofContract() {
            return "plain";
        }

        @Override
        public void ofMethod() {
        }
    }
}
