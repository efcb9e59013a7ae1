package dev.natsmesh.runtime.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.NoRespondersException;
import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Subject;
import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.runtime.codec.Codecs;
import dev.natsmesh.runtime.codec.Compression;
import dev.natsmesh.runtime.codec.MessageBodies;
import dev.natsmesh.runtime.transport.Backlog;
import dev.natsmesh.runtime.transport.BucketListener;
import dev.natsmesh.runtime.transport.MessageHandler;
import dev.natsmesh.runtime.transport.PendingRequest;
import dev.natsmesh.runtime.transport.ReplyHandler;
import dev.natsmesh.runtime.transport.Request;
import dev.natsmesh.runtime.transport.ServedSubject;
import dev.natsmesh.runtime.transport.Transport;
import dev.natsmesh.runtime.transport.TransportState;
import dev.natsmesh.traffic.Mirror;
import dev.natsmesh.traffic.TrafficPolicy;

class MirroringTest {

    private static final Operation QUOTE = new Operation("pricing", "quote", "pricing.quote", "test.Pricing", "quote",
            Operation.Kind.UNARY, false, List.of(), "java.lang.String", "application/json", List.of(), null, null);
    private static final int ALL = 1000;
    private static final byte[] BODY = bytes("\"lamp\"");

    private final Random random = new Random(5);
    private final Requests requests = new Requests();
    private final List<CopyOutcome> outcomes = new ArrayList<>();
    private final List<Difference> differences = new ArrayList<>();
    /** What is to be compared. */
    private final Deque<Runnable> work = new ArrayDeque<>();
    private TrafficPolicy policy = TrafficPolicy.NONE;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private MirroredOperation mirrored(int maxPending, boolean compare) {
        return new Mirroring(requests, new SubjectPrefix("staging"), new MirrorSettings(maxPending, compare, Set.of("id")),
                List.of(new MirrorListener() {

                    @Override
                    public void ended(Operation operation, CopyOutcome outcome) {
                        outcomes.add(outcome);
                    }

                    @Override
                    public void compared(Operation operation, Difference difference) {
                        differences.add(difference);
                    }
                }), work::add, () -> random.nextInt(ALL))
                .of(QUOTE, new Codecs(new ObjectMapper(), List.of(), List.of(),
                        new MessageBodies(Compression.ofOthers(1 << 20))).prepare(QUOTE), () -> policy);
    }

    private void follow(Mirror mirror) {
        policy = new TrafficPolicy(List.of(), List.of(), Optional.of(mirror), List.of(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    private void mirrorAll() {
        follow(new Mirror(Optional.of("1.3.0"), Optional.empty(), ALL));
    }

    private static Call call(Headers headers) {
        return new Call(QUOTE, headers, Deadline.in(Duration.ofSeconds(10)), null);
    }

    /** Copies a call. @return what its own reply is to be given to, {@code null} if there is no copy */
    private ReplyHandler copy(MirroredOperation mirrored, Headers headers) {
        Call call = call(headers);
        MirroredCall copy = mirrored.copyOf(call, null);
        if (copy == null) {
            return null;
        }
        ReplyHandler own = copy.watching(Requests.NOBODY);
        copy.send(call, BODY, to -> to.subject("quote"));
        return own;
    }

    private void compare() {
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    @Test
    void asManyAreCopiedAsThePolicySays() {
        int calls = 20_000;
        MirroredOperation mirrored = mirrored(calls, false);
        for (int perMille : new int[]{ 10, 500, 999 }) {
            requests.sent.clear();
            follow(new Mirror(Optional.of("1.3.0"), Optional.empty(), perMille));
            for (int i = 0; i < calls; i++) {
                copy(mirrored, new Headers());
            }
            requests.sent.forEach(sent -> sent.handler.reply(new Headers(), BODY));
            double p = perMille / (double) ALL;
            assertThat((double) requests.sent.size()).isCloseTo(calls * p, within(3 * Math.sqrt(calls * p * (1 - p))));
        }
    }

    @Test
    void aCopyGoesToTheVersionOrToTheSameEndpointOfTheOtherService() {
        MirroredOperation mirrored = mirrored(10, false);
        assertThat(copy(mirrored, new Headers())).isNull();
        mirrorAll();
        copy(mirrored, new Headers());
        assertThat(requests.last().request.subject()).hasToString("staging._MESH.V.pricing.1_3_0.quote");
        follow(new Mirror(Optional.empty(), Optional.of("pricing-next"), ALL));
        copy(mirrored, new Headers());
        assertThat(requests.last().request.subject()).hasToString("staging.pricing-next.quote");
        assertThat(requests.last().request.body()).isEqualTo(BODY);
    }

    @Test
    void aCopyTellsThatItIsOneAndHasNoKeyOfItsCall() {
        mirrorAll();
        Headers headers = new Headers().add("X-Tenant", "acme").add(HeaderNames.IDEMPOTENCY_KEY, "k");
        copy(mirrored(10, false), headers);
        Headers copied = requests.last().request.headers();
        assertThat(copied.get(HeaderNames.MIRROR)).isEqualTo("true");
        assertThat(copied.get("X-Tenant")).isEqualTo("acme");
        assertThat(copied.get(HeaderNames.IDEMPOTENCY_KEY)).isNull();
        assertThat(headers.get(HeaderNames.MIRROR)).as("the call itself").isNull();
        assertThat(requests.last().request.traits().resendable()).isFalse();
    }

    @Test
    void onlyTheFirstAttemptOfACallIsCopied() {
        mirrorAll();
        assertThat(copy(mirrored(10, false), new Headers().add(HeaderNames.ATTEMPT, "2"))).isNull();
        assertThat(requests.sent).isEmpty();
    }

    @Test
    void thereAreSoManyAtOnceAtMost() {
        mirrorAll();
        for (boolean compare : new boolean[]{ false, true }) {
            outcomes.clear();
            requests.sent.clear();
            MirroredOperation mirrored = mirrored(2, compare);
            ReplyHandler first = copy(mirrored, new Headers());
            copy(mirrored, new Headers());
            assertThat(copy(mirrored, new Headers())).isNull();
            assertThat(outcomes).containsExactly(CopyOutcome.DROPPED);
            requests.sent.get(0).handler.reply(new Headers(), BODY);
            first.reply(new Headers(), BODY);
            compare();
            assertThat(copy(mirrored, new Headers())).isNotNull();
        }
    }

    @Test
    void whatBecomesOfACopyIsCountedAndNothingElse() {
        mirrorAll();
        MirroredOperation mirrored = mirrored(1, false);
        copy(mirrored, new Headers());
        requests.last().handler.reply(new Headers(), BODY);
        copy(mirrored, new Headers());
        requests.last().handler.reply(new Headers().add(HeaderNames.ERROR_CODE, "500"), new byte[0]);
        copy(mirrored, new Headers());
        requests.last().handler.failed(new NoRespondersException("nobody"));
        copy(mirrored, new Headers());
        requests.last().handler.failed(new CallTimeoutException("late"));
        requests.broken = true;
        copy(mirrored, new Headers());
        requests.broken = false;
        assertThat(copy(mirrored, new Headers())).as("each has left its place").isSameAs(Requests.NOBODY);
        assertThat(outcomes).containsExactly(CopyOutcome.SUCCESS, CopyOutcome.ERROR, CopyOutcome.NO_RESPONDERS,
                CopyOutcome.TIMEOUT, CopyOutcome.FAILED);
        assertThat(work).isEmpty();
    }

    @Test
    void answersAreComparedInAnyOrder() {
        mirrorAll();
        MirroredOperation mirrored = mirrored(1, true);
        Headers error = new Headers().add(HeaderNames.ERROR_CODE, "404");
        assertThat(compared(mirrored, new Headers(), "{\"id\":1,\"price\":2}", new Headers(), "{\"price\":2.0,\"id\":7}"))
                .isEqualTo(Difference.NONE);
        assertThat(compared(mirrored, new Headers(), "{\"price\":2}", new Headers(), "{\"price\":3}"))
                .isEqualTo(Difference.BODY);
        assertThat(compared(mirrored, new Headers(), "{\"price\":2}", new Headers(), "no JSON")).isEqualTo(Difference.BODY);
        assertThat(compared(mirrored, new Headers(), "1", error, "")).isEqualTo(Difference.OUTCOME);
        assertThat(compared(mirrored, error, "", error, "")).isEqualTo(Difference.NONE);
        assertThat(compared(mirrored, error, "", new Headers().add(HeaderNames.ERROR_CODE, "500"), ""))
                .isEqualTo(Difference.OUTCOME);
    }

    /** In both orders. */
    private Difference compared(MirroredOperation mirrored, Headers headers, String body, Headers copys, String copysBody) {
        differences.clear();
        ReplyHandler own = copy(mirrored, new Headers());
        own.reply(headers, bytes(body));
        requests.last().handler.reply(copys, bytes(copysBody));
        assertThat(differences).as("not in anybody's way").isEmpty();
        compare();
        own = copy(mirrored, new Headers());
        requests.last().handler.reply(copys, bytes(copysBody));
        own.reply(headers, bytes(body));
        compare();
        assertThat(differences).hasSize(2).containsOnly(differences.get(0));
        return differences.get(0);
    }

    @Test
    void whatIsNotAnsweredIsNotCompared() {
        mirrorAll();
        MirroredOperation mirrored = mirrored(1, true);
        ReplyHandler own = copy(mirrored, new Headers());
        requests.last().handler.failed(new CallTimeoutException("late"));
        own.reply(new Headers(), BODY);
        own = copy(mirrored, new Headers());
        own.failed(new CallTimeoutException("late"));
        requests.last().handler.reply(new Headers(), BODY);
        assertThat(copy(mirrored, new Headers())).as("each has left its place").isNotNull();
        assertThat(work).isEmpty();
        assertThat(differences).isEmpty();
    }

    private record Sent(Request request, ReplyHandler handler) {
    }

    /** Keeps the requests that are sent, so that a test can answer them. */
    private static final class Requests implements Transport {

        static final ReplyHandler NOBODY = new ReplyHandler() {

            @Override
            public void reply(Headers headers, byte[] body) {
                // Nobody is interested.
            }

            @Override
            public void failed(RuntimeException failure) {
                // As above.
            }
        };

        private final List<Sent> sent = new ArrayList<>();
        private boolean broken;

        Sent last() {
            return sent.get(sent.size() - 1);
        }

        @Override
        public Backlog backlog() {
            return new Backlog(Duration.ZERO, Duration.ZERO, 0, 0);
        }

        @Override
        public PendingRequest request(Request request, ReplyHandler handler) {
            if (broken) {
                throw new IllegalStateException("broken");
            }
            sent.add(new Sent(request, handler));
            return null;
        }

        @Override
        public void publish(String what, Subject subject, Headers headers, byte[] body, Completion written) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ServedSubject serve(String subject, String queueGroup, MessageHandler handler) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ServedSubject serveAlone(String subject, String queueGroup, MessageHandler handler) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ServedSubject listen(String subject, MessageHandler handler) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void watch(String bucket, BucketListener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public TransportState state() {
            return TransportState.CONNECTED;
        }

        @Override
        public String server() {
            return "no server";
        }

        @Override
        public boolean awaitConnected(Duration atMost) {
            return true;
        }

        @Override
        public int drain(Duration timeout) {
            return 0;
        }

        @Override
        public void close() {
            // There is nothing.
        }
    }
}
