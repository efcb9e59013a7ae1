package dev.natsmesh.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.natsmesh.testkit.Poll;

/** Streams of a caller in another language, whoever serves them. */
abstract class StreamCalls {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BEFORE_IT_IS_LOST = Peer.LIVENESS.multipliedBy(3).dividedBy(4);

    abstract Peer caller();

    abstract String url();

    /** The name of the service. */
    abstract String service();

    /** How many streams a service has open. */
    abstract int open(String service) throws InterruptedException;

    @Test
    void itemsArriveInOrderUpToTheEnd() throws IOException {
        JsonNode seen = run("ticks", "1000", "16", "0");
        assertEnd(seen, "end");
        assertItems(seen, 1000);
        assertThat(seen.path("most").asInt()).isBetween(1, 16);
    }

    @Test
    void slowReaderIsSentNoMoreThanItHasGranted() throws IOException {
        JsonNode seen = run("ticks", "60", "4", "10");
        assertEnd(seen, "end");
        assertItems(seen, 60);
        assertThat(seen.path("most").asInt()).isBetween(1, 4);
    }

    @Test
    void whoHasNothingToSendIsNotTakenForLost() throws IOException {
        JsonNode seen = run("ticks", "2", "1", "2500", "2");
        assertEnd(seen, "cancelled");
        assertItems(seen, 2);
    }

    @Test
    void failureComesAfterTheItems() throws IOException {
        JsonNode seen = run("ticks", "-5", "4", "0");
        assertFailure(seen, "no tick after 5");
        assertItems(seen, 5);
    }

    @Test
    void cancelEndsTheStreamAtTheService() throws IOException {
        JsonNode seen = run("ticks", "1000000", "16", "0", "20");
        assertEnd(seen, "cancelled");
        assertItems(seen, 20);
        awaitOpen(service(), 0, BEFORE_IT_IS_LOST);
    }

    @Test
    void callerThatIsLostEndsTheStreamAtTheService() throws IOException {
        Process caller = caller().launch("ticks", url(), service(), "1000000", "16", "100");
        try {
            awaitOpen(service(), 1);
        } finally {
            caller.destroyForcibly();
        }
        awaitOpen(service(), 0);
    }

    @Test
    void resultComesAfterTheLastLine() throws IOException {
        JsonNode seen = run("upload", "1000");
        assertEnd(seen, "result");
        assertThat(seen.path("sent").asInt()).isEqualTo(1000);
        assertThat(seen.path("result")).hasToString("{\"lines\":1000,\"count\":500500}");
    }

    @Test
    void serviceThatWantsNoMoreStopsTheCaller() throws IOException {
        JsonNode seen = run("upload", "1000000", "last", "10");
        assertEnd(seen, "result");
        assertThat(seen.path("sent").asInt()).isBetween(10, 1000);
        assertThat(seen.path("result")).hasToString("{\"lines\":10,\"count\":55}");
    }

    @Test
    void failureOfTheServiceStopsTheCaller() throws IOException {
        JsonNode seen = run("upload", "1000000", "bad", "10");
        assertFailure(seen, "line 10 is bad");
        assertThat(seen.path("sent").asInt()).isBetween(10, 1000);
    }

    @Test
    void failureOfTheCallerReachesTheService() throws IOException {
        assertFailure(run("upload", "1000", "fail", "10"), "no line 10");
        awaitOpen(service(), 0);
    }

    @Test
    void bothSidesStreamAtOnce() throws IOException {
        JsonNode seen = run("echo", "2000", "8");
        assertEnd(seen, "end");
        assertItems(seen, 2000);
        assertThat(seen.path("sent").asInt()).isEqualTo(2000);
        assertThat(seen.path("most").asInt()).isBetween(1, 8);
    }

    @Test
    void requestWithoutCreditIsRefused() throws IOException {
        assertThat(caller().run("call", url(), service() + ".ticks", "5").path("code").asText()).isEqualTo("400");
    }

    private JsonNode run(String command, String... arguments) throws IOException {
        return caller().run(Stream.concat(Stream.of(command, url(), service()), Stream.of(arguments)).toArray(String[]::new));
    }

    final void awaitOpen(String service, int streams) {
        awaitOpen(service, streams, PATIENCE);
    }

    private void awaitOpen(String service, int streams, Duration limit) {
        Poll.until("%d open streams of %s".formatted(streams, service), limit, () -> {
            try {
                return open(service) == streams;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        });
    }

    private static void assertEnd(JsonNode seen, String end) {
        assertThat(seen.path("end").asText()).as(seen.toString()).isEqualTo(end);
    }

    private static void assertFailure(JsonNode seen, String text) {
        assertEnd(seen, "error");
        assertThat(seen.path("code").asText()).isEqualTo("409");
        assertThat(seen.path("text").asText()).isEqualTo(text);
    }

    private static void assertItems(JsonNode seen, int items) {
        assertThat(seen.path("items").asInt()).as(seen.toString()).isEqualTo(items);
        assertThat(seen.path("inOrder").asBoolean()).as(seen.toString()).isTrue();
    }
}
