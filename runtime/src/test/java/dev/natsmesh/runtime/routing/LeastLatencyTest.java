package dev.natsmesh.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.IntUnaryOperator;

import org.junit.jupiter.api.Test;

import dev.natsmesh.CallRefusedException;
import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.ConnectionLostException;
import dev.natsmesh.NoRespondersException;
import dev.natsmesh.ServiceException;
import dev.natsmesh.runtime.call.SubjectPrefix;

class LeastLatencyTest {

    private static final Duration MEMORY = Duration.ofSeconds(10);
    private static final ServiceException BROKEN = new ServiceException(500, "broken");

    private final Instance a = instance("a");
    private final Instance b = instance("b");
    private final Instance c = instance("c");
    private final Instance[] all = { a, b, c };
    private final Deque<Integer> numbers = new ArrayDeque<>();
    private long now = Long.MAX_VALUE - 1_000;
    private final LeastLatency balancer = new LeastLatency(MEMORY, () -> now, this::next);
    private IntUnaryOperator random = bound -> 0;

    private static Instance instance(String id) {
        return new Instance("pricing", id, "1.0.0", false, SubjectPrefix.NONE);
    }

    private int next(int bound) {
        Integer number = numbers.poll();
        return number == null ? random.applyAsInt(bound) : number;
    }

    /** Who gets the next call of the two that chance picks: the first by its place, the second by its place among the others. */
    private Instance choose(int first, int second) {
        numbers.addAll(List.of(first, second));
        return balancer.choose(all, null);
    }

    private void succeeds(Instance instance, Duration after) {
        TimedCall call = balancer.begin(instance);
        pass(after);
        call.succeeded();
    }

    private void fails(Instance instance, Duration after, Throwable failure) {
        TimedCall call = balancer.begin(instance);
        pass(after);
        call.failed(failure);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    @Test
    void anyTwoOfAllAreLookedAtNeverOneTwice() {
        assertThat(choose(0, 0)).isSameAs(a);
        assertThat(choose(1, 0)).isSameAs(b);
        assertThat(choose(2, 1)).isSameAs(c);
        succeeds(a, millis(50));
        assertThat(choose(0, 0)).as("of a and b").isSameAs(b);
        assertThat(choose(0, 1)).as("of a and c").isSameAs(c);
        assertThat(choose(1, 1)).as("of b and c").isSameAs(b);
        assertThat(choose(2, 0)).as("of c and a").isSameAs(c);
    }

    @Test
    void oneAloneIsNoChoice() {
        assertThat(balancer.choose(new Instance[]{ b }, null)).isSameAs(b);
    }

    @Test
    void callsUnderWayCount() {
        TimedCall first = balancer.begin(a);
        assertThat(choose(0, 0)).isSameAs(b);
        TimedCall second = balancer.begin(b);
        assertThat(choose(0, 0)).as("both have one").isSameAs(a);
        TimedCall third = balancer.begin(b);
        assertThat(choose(1, 0)).isSameAs(a);
        List.of(second, third).forEach(TimedCall::succeeded);
        assertThat(choose(0, 0)).isSameAs(b);
        first.failed(new CancellationException());
        assertThat(choose(0, 0)).as("none has any").isSameAs(a);
    }

    @Test
    void aSlowCallCountsAtOnceAndIsForgottenWithTime() {
        succeeds(a, millis(10));
        succeeds(b, millis(40));
        assertThat(choose(1, 0)).isSameAs(a);
        TimedCall other = balancer.begin(a);
        assertThat(choose(1, 0)).as("40 ms against twice 10").isSameAs(a);
        for (int i = 0; i < 3; i++) {
            balancer.begin(a);
        }
        assertThat(choose(1, 0)).as("40 ms against five times 10").isSameAs(b);
        other.failed(new NoRespondersException("left"));
        pass(MEMORY);
        succeeds(a, millis(10));
        assertThat(choose(1, 0)).as("40 / e is less than four times about 10").isSameAs(b);
    }

    @Test
    void theAverageFollowsFasterCallsByTheirTime() {
        PeakEwma latency = new PeakEwma(MEMORY.toNanos(), 100, now);
        latency.took(200, now);
        assertThat(latency.average(now)).as("a peak").isEqualTo(200);
        latency.took(0, now + MEMORY.toNanos());
        assertThat(latency.average(now + MEMORY.toNanos())).isEqualTo(200 / Math.E);
        assertThat(latency.average(now + 2 * MEMORY.toNanos())).as("without calls").isEqualTo(200 / Math.E / Math.E);
    }

    @Test
    void failuresOfTheInstanceCountMoreThanTheTimeTheyTook() {
        for (Throwable failure : List.of(BROKEN, new CallRefusedException(503, "full"),
                new CallRefusedException(429, "often"))) {
            succeeds(a, millis(10));
            succeeds(b, millis(10));
            fails(a, millis(0), failure);
            assertThat(choose(0, 0)).as("%s", failure).isSameAs(b);
            balancer.begin(b);
            balancer.begin(b);
            assertThat(choose(0, 0)).as("four times 10 ms against three times").isSameAs(b);
            balancer.begin(b);
            balancer.begin(b);
            assertThat(choose(0, 0)).as("against five times").isSameAs(a);
            pass(MEMORY.multipliedBy(100));
            forget();
        }
    }

    /** As if all had left and come again. */
    private void forget() {
        balancer.choose(new Instance[]{ instance("x") }, null);
    }

    @Test
    void failuresThatGoOnCountNoMoreThanASecond() {
        for (int i = 0; i < 100; i++) {
            fails(a, millis(0), BROKEN);
        }
        TimedCall slow = balancer.begin(b);
        pass(Duration.ofNanos(LeastLatency.LONGEST_FAILURE_NANOS - 1_000));
        fails(a, millis(0), BROKEN);
        slow.succeeded();
        assertThat(choose(0, 0)).isSameAs(b);
        TimedCall slower = balancer.begin(b);
        pass(Duration.ofNanos(LeastLatency.LONGEST_FAILURE_NANOS + 1_000));
        fails(a, millis(0), BROKEN);
        slower.succeeded();
        assertThat(choose(1, 0)).isSameAs(a);
    }

    @Test
    void aTimeoutCountsTheTimeItTook() {
        balancer.choose(all, null);
        fails(a, Duration.ofSeconds(3), new CallTimeoutException("no reply"));
        succeeds(b, Duration.ofSeconds(2));
        assertThat(choose(0, 0)).isSameAs(b);
    }

    @Test
    void anAnswerThatTheCallerIsWrongIsAnAnswer() {
        succeeds(b, millis(5));
        fails(a, millis(10), new ServiceException(404, "no such thing"));
        assertThat(choose(0, 0)).isSameAs(b);
        pass(MEMORY.multipliedBy(10));
        fails(a, millis(1), new IllegalStateException("declared by the contract"));
        succeeds(b, millis(5));
        assertThat(choose(1, 0)).isSameAs(a);
    }

    @Test
    void aCallThatIsGivenUpCountsTheTimeItTookSoFarButNotAsAnAnswer() {
        succeeds(b, millis(50));
        fails(a, millis(60), new CancellationException("given up"));
        assertThat(choose(0, 0)).isSameAs(b);
        fails(a, millis(1), new CancellationException("given up early"));
        fails(a, millis(1), new ConnectionLostException("lost", true));
        fails(a, millis(1), new NoRespondersException("gone"));
        assertThat(choose(0, 0)).as("it has not shown that it is faster").isSameAs(b);
    }

    @Test
    void whoIsNewIsTakenForLikeTheOthersAndNotFlooded() {
        Instance[] two = { a, b };
        balancer.choose(two, null);
        succeeds(a, millis(20));
        succeeds(b, millis(40));
        assertThat(choose(2, 1)).as("30 ms against 40").isSameAs(c);
        assertThat(choose(2, 0)).as("30 ms against 20").isSameAs(a);
        balancer.begin(c);
        assertThat(choose(2, 1)).as("twice 30 ms against 40").isSameAs(b);
    }

    @Test
    void whoHasLeftIsForgotten() {
        succeeds(a, Duration.ofHours(1));
        balancer.choose(new Instance[]{ b }, null);
        balancer.choose(new Instance[]{ b, c }, null);
        assertThat(choose(0, 0)).as("a has come again").isSameAs(a);
    }

    @Test
    void aSlowInstanceGetsFewCallsAndTwoFastOnesShareTheRest() {
        random = new Random(17)::nextInt;
        int[] counts = new int[3];
        for (int i = 0; i < 3_000; i++) {
            Instance chosen = balancer.choose(all, null);
            counts[List.of(all).indexOf(chosen)]++;
            succeeds(chosen, chosen == c ? millis(50) : millis(5));
        }
        assertThat(counts[2]).isBetween(1, 30);
        assertThat(counts[0]).isBetween(1_200, 1_800);
    }
}
