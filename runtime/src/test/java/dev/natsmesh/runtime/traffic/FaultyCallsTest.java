package dev.natsmesh.runtime.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import dev.natsmesh.CallRefusedException;
import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.NoRespondersException;
import dev.natsmesh.ServiceException;
import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.EventLoops;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Parameter;
import dev.natsmesh.runtime.call.Stage;
import dev.natsmesh.traffic.Fault;
import dev.natsmesh.traffic.HeaderMatch;
import dev.natsmesh.traffic.TrafficPolicy;
import io.vertx.core.Vertx;

class FaultyCallsTest {

    private static final int CALLS = 20_000;
    private static final int ALL = 1000;
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(60);
    private static final Vertx VERTX = Vertx.vertx();
    private static final EventLoops LOOPS = new EventLoops(VERTX);

    private final Random random = new Random(17);
    private final Map<FaultKind, Integer> injected = new EnumMap<>(FaultKind.class);
    private final AtomicInteger sent = new AtomicInteger();
    private TrafficPolicy policy = TrafficPolicy.NONE;

    @AfterAll
    static void close() {
        VERTX.close();
    }

    private static Operation operation(Operation.Kind kind) {
        return new Operation("pricing", "quote", "pricing.quote", "test.Pricing", "quote", kind, false,
                List.of(new Parameter("X-Tenant", "java.lang.String", Parameter.Role.HEADER, false)), "java.lang.String",
                "application/json", List.of(), null, null);
    }

    private Stage stage(Operation.Kind kind, Stage next) {
        return FaultInjection.on(LOOPS, List.of((operation, fault) -> injected.merge(fault, 1, Integer::sum)),
                () -> random.nextInt(ALL)).around(operation(kind), () -> policy, next);
    }

    private Ended call(Duration timeout, String tenant) {
        return call(Operation.Kind.UNARY, timeout, tenant, (call, completion) -> {
            sent.incrementAndGet();
            completion.success("answer");
        });
    }

    private Ended call(Operation.Kind kind, Duration timeout, String tenant, Stage next) {
        Ended ended = new Ended(
                new Call(operation(kind), new Headers().add("X-Kind", "test"), Deadline.in(timeout), tenant));
        stage(kind, next).handle(ended.call, ended);
        return ended;
    }

    private void follow(Fault... faults) {
        policy = new TrafficPolicy(List.of(), List.of(), Optional.empty(), List.of(faults), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    private static Fault abort(int perMille, int code) {
        return new Fault(Optional.empty(), perMille, Optional.empty(), OptionalInt.of(code), false);
    }

    private static Fault delay(Duration delay) {
        return new Fault(Optional.empty(), ALL, Optional.of(delay), OptionalInt.empty(), false);
    }

    private static Fault dropReply() {
        return new Fault(Optional.empty(), ALL, Optional.empty(), OptionalInt.empty(), true);
    }

    @Test
    void nothingHappensWithoutAFault() throws Exception {
        assertThat(call(LONG, null).value()).isEqualTo("answer");
        follow(abort(0, 503));
        assertThat(call(LONG, null).value()).isEqualTo("answer");
        assertThat(injected).isEmpty();
    }

    @Test
    void noStageIsThereWhereFaultsAreNotAllowed() {
        Stage next = (call, completion) -> completion.success(null);
        assertThat(FaultInjection.OFF.around(operation(Operation.Kind.UNARY), () -> policy, next)).isSameAs(next);
        assertThat(FaultInjection.on(LOOPS, List.of()).around(operation(Operation.Kind.EVENT), null, next)).isSameAs(next);
    }

    @Test
    void asManyGoWrongAsThePolicySays() {
        for (int perMille : new int[]{ 5, 50, 300, 995 }) {
            injected.clear();
            sent.set(0);
            follow(abort(perMille, 500));
            for (int i = 0; i < CALLS; i++) {
                call(LONG, null);
            }
            assertThat((double) injected.get(FaultKind.ABORT)).isCloseTo(share(perMille), within(threeDeviations(perMille)));
            assertThat(sent.get() + injected.get(FaultKind.ABORT)).isEqualTo(CALLS);
        }
    }

    private static double share(int perMille) {
        return CALLS * perMille / (double) ALL;
    }

    private static double threeDeviations(int perMille) {
        double p = perMille / (double) ALL;
        return 3 * Math.sqrt(CALLS * p * (1 - p));
    }

    @Test
    void theFirstThatMatchesAndHitsCounts() {
        follow(abort(500, 500), abort(500, 503));
        Map<Integer, Integer> codes = new ConcurrentHashMap<>();
        for (int i = 0; i < CALLS; i++) {
            Ended ended = call(LONG, null);
            if (ended.isCompletedExceptionally()) {
                codes.merge(((ServiceException) ended.reason()).code(), 1, Integer::sum);
            }
        }
        assertThat((double) codes.get(500)).isCloseTo(share(500), within(threeDeviations(500)));
        assertThat((double) codes.get(503)).isCloseTo(share(250), within(threeDeviations(250)));
    }

    @Test
    void whatIsAbortedFailsAsWithAReplyOfThatCodeAndIsNotSent() {
        follow(abort(ALL, 503));
        Ended refused = call(LONG, null);
        assertThat(refused.reason()).isInstanceOf(CallRefusedException.class).hasMessageContaining("fault injection");
        assertThat(refused.notes).containsExactly("nats.mesh.fault.abort=503");
        follow(abort(ALL, 404));
        assertThat(call(LONG, null).reason()).isExactlyInstanceOf(ServiceException.class);
        assertThat(sent).hasValue(0);
    }

    @Test
    void onlyCallsWithTheHeaderAreMeant() throws Exception {
        follow(new Fault(Optional.of(new HeaderMatch("X-Tenant", Optional.of("acme"))), ALL, Optional.empty(),
                OptionalInt.of(500),
                false));
        assertThat(call(LONG, "acme").reason()).isInstanceOf(ServiceException.class);
        assertThat(call(LONG, "other").value()).isEqualTo("answer");
        assertThat(call(LONG, null).value()).isEqualTo("answer");
        follow(new Fault(Optional.of(new HeaderMatch("X-Kind", Optional.empty())), ALL, Optional.empty(), OptionalInt.of(500),
                false));
        assertThat(call(LONG, null).reason()).isInstanceOf(ServiceException.class);
    }

    @Test
    void whatIsDelayedIsSentLaterWithoutAThreadThatWaits() throws Exception {
        follow(delay(SHORT));
        long start = System.nanoTime();
        Ended ended = call(LONG, null);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as("the caller goes on").isLessThan(SHORT);
        assertThat(ended.value()).isEqualTo("answer");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(SHORT);
        assertThat(ended.notes).containsExactly("nats.mesh.fault.delay=PT0.06S");
    }

    @Test
    void aDelayCountsAgainstTheDeadline() {
        follow(delay(LONG));
        Ended ended = call(SHORT, null);
        assertThat(ended.reason()).isInstanceOf(CallTimeoutException.class);
        assertThat(ended.call.deadline().hasPassed()).isTrue();
        assertThat(sent).hasValue(0);
    }

    @Test
    void whatIsDelayedAndAbortedIsNotSent() {
        follow(new Fault(Optional.empty(), ALL, Optional.of(SHORT), OptionalInt.of(429), false));
        Ended ended = call(LONG, null);
        assertThat(ended.reason()).isInstanceOf(CallRefusedException.class);
        assertThat(ended.notes).containsExactly("nats.mesh.fault.delay=PT0.06S", "nats.mesh.fault.abort=429");
        assertThat(injected).containsOnlyKeys(FaultKind.DELAY, FaultKind.ABORT);
        assertThat(sent).hasValue(0);
    }

    @Test
    void whoseReplyIsDroppedRunsAndTimesOut() {
        follow(dropReply());
        Ended answered = call(SHORT, null);
        assertThat(answered.reason()).isInstanceOf(CallTimeoutException.class);
        assertThat(answered.call.deadline().hasPassed()).isTrue();
        assertThat(sent).hasValue(1);
        Ended failed = call(Operation.Kind.UNARY, SHORT, null,
                (call, completion) -> completion.failure(new ServiceException(500, "broken")));
        assertThat(failed.reason()).as("an error is a reply, too").isInstanceOf(CallTimeoutException.class);
    }

    @Test
    void whatTheNetworkSaysIsNoReply() {
        follow(dropReply());
        Ended ended = call(Operation.Kind.UNARY, LONG, null,
                (call, completion) -> completion.failure(new NoRespondersException("nobody")));
        assertThat(ended.reason()).isInstanceOf(NoRespondersException.class);
    }

    @Test
    void whatHasNoReplyHasNoneToDrop() throws Exception {
        follow(dropReply());
        for (Operation.Kind kind : List.of(Operation.Kind.ONE_WAY, Operation.Kind.GATHER, Operation.Kind.SERVER_STREAMING)) {
            assertThat(call(kind, LONG, null, (call, completion) -> completion.success("sent")).value()).isEqualTo("sent");
        }
        assertThat(injected).isEmpty();
    }

    @Test
    void whatIsCancelledMeanwhileIsNotSent() {
        for (Fault fault : List.of(delay(LONG), dropReply())) {
            sent.set(0);
            follow(fault);
            Ended ended = call(LONG, null);
            ended.call.cancel();
            assertThat(ended.reason()).isInstanceOf(CancellationException.class);
            assertThat(sent).hasValue(fault.dropReply() ? 1 : 0);
        }
    }

    private static final class Ended extends CompletableFuture<Object> implements Completion {

        private final Call call;
        private final List<String> notes = new ArrayList<>();

        Ended(Call call) {
            this.call = call;
        }

        @Override
        public void note(String name, String value) {
            notes.add(name + "=" + value);
        }

        @Override
        public void success(Object result) {
            complete(result);
        }

        @Override
        public void failure(Throwable failure) {
            completeExceptionally(failure);
        }

        Object value() throws Exception {
            return get(20, TimeUnit.SECONDS);
        }

        Throwable reason() {
            try {
                throw new AssertionError("it succeeded with " + get(20, TimeUnit.SECONDS));
            } catch (ExecutionException e) {
                return e.getCause();
            } catch (CancellationException e) {
                return e;
            } catch (Exception e) {
                throw new AssertionError("it has not ended", e);
            }
        }
    }
}
