package dev.natsmesh.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.hamcrest.Matchers.is;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.natsmesh.CallRefusedException;
import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.ConnectionLostException;
import dev.natsmesh.MessageTooLargeException;
import dev.natsmesh.NoRespondersException;
import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Subject;
import dev.natsmesh.testkit.NatsServer;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Subscription;

/** Requests and replies over a connection that works. */
abstract class RequestGuarantees extends TransportConformance {

    private static final int MAX_PAYLOAD = 1024 * 1024;
    private static final byte[] NOTHING = new byte[0];

    private NatsServer nats;
    private Transport client;
    private Transport service;

    RequestGuarantees(Function<ConnectionSettings, Transport> implementation) {
        super(implementation);
    }

    @BeforeEach
    void connectBoth() {
        nats = server();
        client = connect(nats.url());
        service = connect(nats.url());
    }

    @Test
    void aReplyComesBackWithBodyAndHeaders() {
        serve(service, "echo", message -> message.reply(
                new Headers().add("Was", String.valueOf(message.headers().get("Is"))).add("Two", "1").add("Two", "2"),
                message.body()));

        Request request = request("echo", "grüße".getBytes(StandardCharsets.UTF_8), false, PATIENCE);
        request.headers().add("Is", "a value");
        Reply reply = await(send(client, request));

        assertThat(reply.text()).isEqualTo("grüße");
        assertThat(reply.headers().get("Was")).isEqualTo("a value");
        assertThat(reply.headers().names()).filteredOn("Two"::equals).hasSize(2);
    }

    @Test
    void emptyBodiesPass() {
        serve(service, "echo", TransportConformance::echo);
        assertThat(await(send(client, "echo", "")).body()).isEmpty();
    }

    @Test
    void theServiceLearnsWhatIsLeftOfTheTime() {
        serve(service, "left", message -> message.reply(null,
                message.headers().get(HeaderNames.TIMEOUT).getBytes(StandardCharsets.UTF_8)));
        assertThat(Long.parseLong(await(send(client, "left", "")).text())).isBetween(1L, PATIENCE.toMillis());
    }

    @Test
    void requestsOfOneSenderArriveInOrder() {
        ConcurrentLinkedQueue<String> arrived = new ConcurrentLinkedQueue<>();
        serve(service, "ordered", message -> {
            if (message.body().length > 0) {
                arrived.add(new String(message.body(), StandardCharsets.UTF_8));
            }
            echo(message);
        });
        List<String> sent = IntStream.range(0, 1_000).mapToObj(Integer::toString).toList();
        List<CompletableFuture<Reply>> replies = sent.stream().map(body -> send(client, "ordered", body)).toList();
        replies.forEach(TransportConformance::await);
        assertThat(arrived).containsExactlyElementsOf(sent);
    }

    @Test
    void eachOfManyConcurrentRequestsGetsItsOwnReply() {
        serve(service, "echo", TransportConformance::echo);
        Load load = Load.of(client, "echo", false, 256).awaitMore(10_000).stop();
        assertThat(load.failures()).isEmpty();
    }

    @Test
    void aBodyAtTheServersLimitPasses() {
        serve(service, "size", message -> message.reply(null,
                Integer.toString(message.body().length).getBytes(StandardCharsets.UTF_8)));
        int room = MAX_PAYLOAD - 100;
        assertThat(await(send(client, "size", new byte[room], false, PATIENCE)).text()).isEqualTo(Integer.toString(room));
    }

    @Test
    void aRequestBeyondTheServersLimitFailsAtOnceWithBothSizes() {
        serve(service, "echo", TransportConformance::echo);
        Throwable failure = awaitFailure(send(client, "echo", new byte[MAX_PAYLOAD], false, PATIENCE));
        assertThat(failure).isInstanceOfSatisfying(MessageTooLargeException.class, e -> {
            assertThat(e.limit()).isEqualTo(MAX_PAYLOAD);
            assertThat(e.size()).isGreaterThan(MAX_PAYLOAD);
            assertThat(e).hasMessageContaining("Test.call").hasMessageContaining(Long.toString(e.size()))
                    .hasMessageContaining(Long.toString(e.limit()));
        });
        assertThat(await(send(client, "echo", "still there")).text()).isEqualTo("still there");
    }

    @Test
    void aReplyBeyondTheServersLimitFailsAtTheReplierWhoMayReplyOtherwise() {
        AtomicReference<MessageTooLargeException> failure = new AtomicReference<>();
        service.serve("large", QUEUE, message -> {
            failure.set(catchThrowableOfType(MessageTooLargeException.class,
                    () -> message.reply(null, new byte[MAX_PAYLOAD + 1])));
            message.reply(null, "too large".getBytes(StandardCharsets.UTF_8));
        });
        awaitServed(client, "large");
        assertThat(await(send(client, "large", "")).text()).isEqualTo("too large");
        assertThat(failure.get().size()).isEqualTo(MAX_PAYLOAD + 1);
        assertThat(failure.get().limit()).isEqualTo(MAX_PAYLOAD);
    }

    @Test
    void aSubjectThatNobodyServesFailsWithoutWaitingForTheDeadline() {
        Duration longAway = Duration.ofDays(1);
        assertThat(awaitFailure(send(client, "nobody", NOTHING, true, longAway))).isInstanceOf(NoRespondersException.class)
                .hasMessageContaining("Test.call").hasMessageContaining("nobody");
    }

    @Test
    void aRequestWithoutAReplyFailsAtItsDeadline() {
        service.serve("silent", QUEUE, InboundMessage::finish);
        awaitInterest("silent");
        Duration timeout = Duration.ofMillis(300);
        long start = System.nanoTime();
        Throwable failure = awaitFailure(send(client, "silent", NOTHING, true, timeout));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(failure).isInstanceOf(CallTimeoutException.class).hasMessageContaining("Test.call");
        assertThat(took).isBetween(timeout, PATIENCE.dividedBy(6));
    }

    @Test
    void aDeadlineThatHasPassedFailsToo() {
        service.serve("silent", QUEUE, InboundMessage::finish);
        awaitInterest("silent");
        assertThat(awaitFailure(send(client, "silent", NOTHING, true, Duration.ofSeconds(-1))))
                .isInstanceOf(CallTimeoutException.class);
    }

    @Test
    void lateRepliesAreDropped() {
        AtomicReference<InboundMessage> kept = new AtomicReference<>();
        service.serve("late", QUEUE, kept::set);
        awaitInterest("late");
        Reply.Awaited awaited = new Reply.Awaited();
        client.request(request("late", NOTHING, false, Duration.ofMillis(50)), awaited);
        awaitFailure(awaited.future());
        kept.get().reply(null, NOTHING);
        assertWorks();
        assertThat(awaited.ends()).hasValue(1);
    }

    @Test
    void onlyTheFirstOfSeveralRepliesCounts() throws Exception {
        try (Connection peer = Nats.connect(nats.url())) {
            peer.createDispatcher(message -> {
                for (int i = 0; i < 5; i++) {
                    peer.publish(message.getReplyTo(), Integer.toString(i).getBytes(StandardCharsets.UTF_8));
                }
            }).subscribe("repeating");
            awaitInterest("repeating");
            Reply.Awaited awaited = new Reply.Awaited();
            client.request(request("repeating", NOTHING, false, PATIENCE), awaited);
            assertThat(await(awaited.future()).text()).isEqualTo("0");
            assertWorks();
            assertThat(awaited.ends()).hasValue(1);
        }
    }

    @Test
    void junkInTheInboxDoesNoHarm() throws Exception {
        try (Connection peer = Nats.connect(nats.url())) {
            AtomicReference<String> inbox = new AtomicReference<>();
            peer.createDispatcher(message -> inbox.set(message.getReplyTo())).subscribe("spy");
            awaitInterest("spy");
            CompletableFuture<Reply> waiting = send(client, "spy", "");
            Awaitility.await().atMost(PATIENCE).until(() -> inbox.get() != null);

            String prefix = inbox.get().substring(0, inbox.get().lastIndexOf('.') + 1);
            String own = inbox.get().substring(prefix.length());
            Random random = new Random(42);
            for (int i = 0; i < 2_000; i++) {
                StringBuilder token = new StringBuilder();
                random.ints(1 + random.nextInt(30), '!', '~' + 1).filter(c -> c != '.' && c != '*' && c != '>')
                        .forEach(c -> token.append((char) c));
                byte[] body = new byte[random.nextInt(50)];
                random.nextBytes(body);
                if (token.length() > 0 && !token.toString().equalsIgnoreCase(own)) {
                    peer.publish(prefix + token, body);
                }
            }
            for (String token : List.of("-", "-1", "0", "zzzzzzzzzzzzzzzzzzzzzzzz", "9223372036854775808", "\u00e4")) {
                peer.publish(prefix + token, NOTHING);
            }
            peer.flush(PATIENCE);
            assertWorks();
            assertThat(waiting).isNotDone();
            peer.publish(inbox.get(), "the reply".getBytes(StandardCharsets.UTF_8));
            assertThat(await(waiting).text()).isEqualTo("the reply");
        }
    }

    @Test
    void aCancelledRequestEndsOnceAndWhoeverServesItIsTold() {
        AtomicReference<InboundMessage> kept = new AtomicReference<>();
        AtomicReference<String> givenUp = new AtomicReference<>();
        service.serve("cancelled", QUEUE, kept::set);
        service.listen("given-up", message -> {
            message.finish();
            givenUp.set(new String(message.body(), StandardCharsets.UTF_8));
        });
        awaitInterest("cancelled");
        awaitInterest("given-up");
        Reply.Awaited awaited = new Reply.Awaited();
        PendingRequest pending = client.request(new Request(
                new RequestTraits("Test.call", false, false, Subject.of("given-up")), Subject.of("cancelled"), new Headers(),
                NOTHING, Deadline.in(PATIENCE)), awaited);
        Awaitility.await().atMost(PATIENCE).until(() -> kept.get() != null);
        pending.cancel();
        pending.cancel();
        assertThat(awaitFailure(awaited.future())).isInstanceOf(CancellationException.class)
                .hasMessageContaining("Test.call");
        Awaitility.await().atMost(PATIENCE).untilAtomic(givenUp, is(kept.get().replyTo()));
        kept.get().reply(null, NOTHING);
        assertWorks();
        assertThat(awaited.ends()).hasValue(1);
    }

    @Test
    void manyRepliesComeInOrderUntilTheRequestIsClosed() {
        int count = 1_000;
        service.serve("many", QUEUE, message -> {
            for (int i = 0; i < count; i++) {
                message.send(null, Integer.toString(i).getBytes(StandardCharsets.UTF_8));
            }
            message.finish();
        });
        awaitInterest("many");
        List<String> replies = Collections.synchronizedList(new ArrayList<>());
        Reply.Awaited end = new Reply.Awaited();
        PendingRequest pending = client.request(many("many", PATIENCE), new ReplyHandler() {
            @Override
            public void reply(Headers headers, byte[] body) {
                replies.add(new String(body, StandardCharsets.UTF_8));
            }

            @Override
            public void failed(RuntimeException failure) {
                end.failed(failure);
            }
        });
        Awaitility.await().atMost(PATIENCE).until(() -> replies.size() == count);
        assertThat(replies).containsExactlyElementsOf(IntStream.range(0, count).mapToObj(Integer::toString).toList());
        pending.close();
        assertWorks();
        assertThat(end.ends()).hasValue(0);
    }

    @Test
    void aRequestThatIsKeptOpenOutlivesItsDeadline() {
        AtomicReference<InboundMessage> kept = new AtomicReference<>();
        service.serve("open", QUEUE, kept::set);
        awaitInterest("open");
        Reply.Awaited awaited = new Reply.Awaited();
        PendingRequest pending = client.request(many("open", Duration.ofSeconds(5)), awaited);
        pending.keepOpen();
        assertThat(awaitFailure(send(client, "open", NOTHING, false, Duration.ofSeconds(6))))
                .isInstanceOf(CallTimeoutException.class);
        assertThat(awaited.ends()).hasValue(0);
        pending.close();
    }

    @Test
    void aMessageGoesAfterTheRequestThatItBelongsTo() {
        List<String> arrived = Collections.synchronizedList(new ArrayList<>());
        // Served subjects and those that are listened to may come on different threads.
        service.listen("first", message -> arrived.add("request"));
        service.listen("then", message -> {
            message.finish();
            arrived.add(new String(message.body(), StandardCharsets.UTF_8));
        });
        awaitInterest("first");
        awaitInterest("then");
        PendingRequest pending = client.request(many("first", PATIENCE), new Reply.Awaited());
        for (int i = 0; i < 100; i++) {
            pending.send(Subject.of("then"), null, Integer.toString(i).getBytes(StandardCharsets.UTF_8));
        }
        Awaitility.await().atMost(PATIENCE).until(() -> arrived.size() == 101);
        assertThat(arrived).startsWith("request").endsWith("99");
        pending.close();
    }

    private static Request many(String subject, Duration timeout) {
        return new Request(new RequestTraits("Test.call", false, true, null), Subject.of(subject), new Headers(), NOTHING,
                Deadline.in(timeout));
    }

    @Test
    void aHandlerThatThrowsIsAnsweredAndGoesOnServing() {
        service.serve("throwing", QUEUE, message -> {
            throw new AssertionError("on purpose");
        });
        awaitServed(client, "throwing");
        for (int i = 0; i < 3; i++) {
            assertThat(await(send(client, "throwing", "")).headers().get(HeaderNames.ERROR_CODE)).isEqualTo("500");
        }
    }

    @Test
    void aRequestWhoseReplyWouldNotFitIntoALineIsNotServed() throws Exception {
        Queue<String> served = new ConcurrentLinkedQueue<>();
        service.serve("long", QUEUE, message -> {
            served.add(new String(message.body(), StandardCharsets.UTF_8));
            echo(message);
        });
        awaitServed(client, "long");
        served.clear();
        try (Connection peer = Nats.connect(nats.url())) {
            Subscription replies = peer.subscribe("r.*");
            peer.publish("long", "r." + "x".repeat(1023), "too long".getBytes(StandardCharsets.UTF_8));
            peer.publish("long", "r." + "x".repeat(1022), "fits".getBytes(StandardCharsets.UTF_8));
            assertThat(replies.nextMessage(PATIENCE).getData()).asString(StandardCharsets.UTF_8).isEqualTo("fits");
        }
        assertThat(served).containsExactly("fits");
    }

    @Test
    void aReplyHandlerThatThrowsHarmsNobodyElse() {
        serve(service, "echo", TransportConformance::echo);
        client.request(request("echo", NOTHING, false, PATIENCE), new ReplyHandler() {
            @Override
            public void reply(Headers headers, byte[] body) {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void failed(RuntimeException failure) {
                throw new IllegalStateException("on purpose", failure);
            }
        });
        assertThat(await(send(client, "echo", "next")).text()).isEqualTo("next");
    }

    @Test
    void withoutAQueueGroupEverySubscriberGetsEachMessage() {
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String name = "subscriber-" + i;
            service.serve("news", null, message -> {
                synchronized (seen) {
                    seen.add(name);
                }
                message.finish();
            });
        }
        awaitInterest("news");
        PublishGuarantees.publish(client, "news", NOTHING).join();
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            synchronized (seen) {
                assertThat(seen).contains("subscriber-0", "subscriber-1", "subscriber-2");
            }
        });
    }

    @Test
    void joiningOthersUnderLoadLosesNothing() {
        serve(service, "joined", TransportConformance::echo);
        Load load = Load.of(client, "joined", false, 64);
        for (int i = 0; i < 300; i++) {
            service.serve("joined", QUEUE, TransportConformance::echo);
            load.awaitMore(1);
        }
        assertThat(load.stop().failures()).isEmpty();
    }

    @Test
    void aWithdrawnSubjectIsNoLongerServed() {
        ServedSubject served = serve(service, "gone", TransportConformance::echo);
        served.withdraw();
        served.withdraw();
        Awaitility.await().atMost(PATIENCE).until(() -> !nats.monitor("/connz?subs=1").contains("\"gone\""));
        assertThat(awaitFailure(send(client, "gone", ""))).isInstanceOf(NoRespondersException.class);
    }

    @Test
    void servingAndWithdrawingLeavesNoSubscriptionBehind() {
        String before = subscriptions();
        for (int i = 0; i < 200; i++) {
            service.serve("cycle." + i, QUEUE, TransportConformance::echo).withdraw();
        }
        Awaitility.await().atMost(PATIENCE).until(() -> subscriptions().equals(before));
    }

    @Test
    void moreRequestsThanTheLimitAreRefusedAtOnce() {
        Transport limited = limited(new RequestLimits(10, 0));
        service.serve("silent", QUEUE, InboundMessage::finish);
        awaitInterest("silent");
        List<CompletableFuture<Reply>> pending = IntStream.range(0, 10).mapToObj(i -> send(limited, "silent", "")).toList();
        assertThat(awaitFailure(send(limited, "silent", ""))).isInstanceOfSatisfying(CallRefusedException.class,
                e -> assertThat(e.code()).isEqualTo(429)).hasMessageContaining("10 calls are under way");
        assertThat(pending).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void requestsThatMayWaitAreSentWhenThereIsRoom() {
        Transport limited = limited(new RequestLimits(4, 1_000));
        serve(service, "echo", TransportConformance::echo);
        List<CompletableFuture<Reply>> replies = IntStream.range(0, 1_000)
                .mapToObj(i -> send(limited, "echo", Integer.toString(i))).toList();
        for (int i = 0; i < replies.size(); i++) {
            assertThat(await(replies.get(i)).text()).isEqualTo(Integer.toString(i));
        }
    }

    @Test
    void requestsThatWaitKeepTheirDeadlineAndCanBeCancelled() {
        Transport limited = limited(new RequestLimits(1, 2));
        service.serve("silent", QUEUE, InboundMessage::finish);
        awaitInterest("silent");
        send(limited, "silent", "");
        assertThat(awaitFailure(send(limited, "silent", NOTHING, true, Duration.ofMillis(50))))
                .isInstanceOf(CallTimeoutException.class);
        Reply.Awaited cancelled = new Reply.Awaited();
        limited.request(request("silent", NOTHING, false, PATIENCE), cancelled).cancel();
        CompletableFuture<Reply> next = send(limited, "silent", "");
        CompletableFuture<Reply> last = send(limited, "silent", "");
        assertThat(awaitFailure(send(limited, "silent", ""))).isInstanceOf(CallRefusedException.class);
        assertThat(List.of(next, last)).noneMatch(CompletableFuture::isDone);
        assertThat(awaitFailure(cancelled.future())).isInstanceOf(CancellationException.class);
    }

    private Transport limited(RequestLimits limits) {
        ConnectionSettings all = settings(nats.url());
        return connect(new ConnectionSettings(all.servers(), all.name(), all.connectTimeout(), all.reconnectDelay(),
                all.maxReconnectDelay(), all.pingInterval(), all.liveness(), all.lagWarning(), all.standby(), all.credentials(),
                all.tls(),
                limits));
    }

    @Test
    void aForbiddenSubjectFailsAtOnceAndSaysSo() {
        NatsServer strict = server("authorization { users: [ { user: u, password: p, permissions: {"
                + " publish: { deny: [\"secret.>\"] } } } ] }");
        Transport restricted = connect("nats://u:p@127.0.0.1:" + strict.port());
        assertThat(awaitFailure(send(restricted, "secret.plan", NOTHING, true, Duration.ofDays(1))))
                .isInstanceOfSatisfying(CallRefusedException.class, e -> assertThat(e.code()).isEqualTo(403))
                .hasMessageContaining("Test.call").hasMessageContaining("secret.plan");
        assertThat(awaitFailure(send(restricted, "other", NOTHING, true, PATIENCE)))
                .isInstanceOf(NoRespondersException.class);
    }

    @Test
    void closingFailsWhatIsUnderWay() {
        service.serve("silent", QUEUE, InboundMessage::finish);
        awaitInterest("silent");
        Transport closing = connect(nats.url());
        CompletableFuture<Reply> pending = send(closing, "silent", NOTHING, true, Duration.ofDays(1));
        closing.close();
        assertThat(awaitFailure(pending)).isInstanceOfSatisfying(ConnectionLostException.class,
                e -> assertThat(e.mayHaveRun()).isTrue()).hasMessageContaining("shutting down");
        assertThat(awaitFailure(send(closing, "silent", NOTHING, true, Duration.ofDays(1))))
                .isInstanceOfSatisfying(ConnectionLostException.class, e -> assertThat(e.mayHaveRun()).isFalse());
        assertThat(closing.state()).isEqualTo(TransportState.CLOSED);
        closing.close();
    }

    private void assertWorks() {
        serve(service, "echo", TransportConformance::echo);
        assertThat(await(send(client, "echo", "works")).text()).isEqualTo("works");
    }

    private void awaitInterest(String subject) {
        Awaitility.await().atMost(PATIENCE)
                .until(() -> nats.monitor("/connz?subs=1").contains("\"" + subject + "\""));
    }

    private String subscriptions() {
        return nats.monitor("/subsz").replaceAll("(?s).*\"num_subscriptions\": (\\d+).*", "$1");
    }
}
