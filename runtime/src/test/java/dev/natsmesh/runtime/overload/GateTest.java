package dev.natsmesh.runtime.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import dev.natsmesh.CallRefusedException;
import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;

class GateTest {

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONG = TimeUnit.SECONDS.toNanos(10);
    private static final String CROWDED = " CallRefusedException: pricing.quote: Too many calls are running"
            + " (quarkus.nats.services, concurrency)";

    /** One runs at a time, for 10 ms; two wait; after 25 ms of losses the newest comes first. */
    private final ServedLoad load = new ServedLoad(ConcurrencyLimit.of(1), 2, 25 * MILLI, 10 * MILLI);

    @Test
    void callsBeginInTheOrderTheyCame() {
        load.call(1, LONG);
        load.call(2, LONG);
        load.call(3, LONG);
        assertThat(load.begun).containsExactly(1);
        load.pass(30);
        assertThat(load.begun).containsExactly(1, 2, 3);
        assertThat(load.ended).containsExactly("1 done", "2 done", "3 done");
    }

    @Test
    void whatFindsNoPlaceIsRefusedAtOnce() {
        load.call(1, LONG);
        load.call(2, LONG);
        load.call(3, LONG);
        load.call(4, LONG);
        assertThat(load.ended).containsExactly("4" + CROWDED);
    }

    @Test
    void aRefusalHopesForTheTimeThatTheOthersTake() {
        load.call(1, LONG);
        load.pass(10); // 10 ms are the average now
        load.call(2, LONG);
        load.call(3, LONG);
        load.call(4, LONG);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        load.call(5, LONG, new Completion() {

            @Override
            public void success(Object result) {
                // It can't be.
            }

            @Override
            public void failure(Throwable refusal) {
                failure.set(refusal);
            }
        });
        assertThat(failure.get()).isInstanceOfSatisfying(CallRefusedException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(503);
            assertThat(refusal.retryAfter()).hasValueSatisfying(hint -> assertThat(hint.toMillis()).isEqualTo(30));
            assertThat(refusal.getStackTrace()).isEmpty();
        });
    }

    @Test
    void afterLossesForAWhileTheNewestBeginsFirstAndTheOldestGivesItsPlace() {
        load.call(1, LONG);
        load.call(2, LONG);
        load.call(3, LONG);
        load.call(4, LONG); // is lost
        load.pass(10); // 2 begins
        load.call(5, LONG);
        load.call(6, LONG); // is lost
        load.pass(10); // 3 begins
        load.call(7, LONG);
        load.call(8, LONG); // is lost
        load.pass(10);
        assertThat(load.begun).containsExactly(1, 2, 3, 7);
        load.call(9, LONG);
        load.call(10, LONG); // takes the place of 5
        load.pass(10);
        assertThat(load.begun).containsExactly(1, 2, 3, 7, 10);
        assertThat(load.ended).containsExactly("4" + CROWDED, "1 done", "6" + CROWDED, "2 done", "8" + CROWDED, "3 done",
                "5" + CROWDED, "7 done");
    }

    @Test
    void whenNoneWasLostForAWhileTheOrderIsThatOfComingAgain() {
        afterLossesForAWhileTheNewestBeginsFirstAndTheOldestGivesItsPlace();
        load.begun.clear();
        load.pass(10);
        load.call(11, LONG);
        load.call(12, LONG);
        load.pass(20);
        assertThat(load.begun).containsExactly(9, 11, 12);
    }

    @Test
    void whatIsLateDoesNotBegin() {
        load.call(1, LONG);
        load.call(2, 5 * MILLI);
        load.call(3, LONG);
        load.pass(10);
        assertThat(load.begun).containsExactly(1, 3);
        assertThat(load.ended).containsExactlyInAnyOrder("1 done",
                "2 ServiceException: The deadline passed while the call waited");
    }

    @Test
    void whatIsLateLeavesItsPlaceToAnother() {
        load.call(1, LONG);
        load.call(2, 5 * MILLI);
        load.call(3, LONG);
        load.pass(5);
        load.call(4, LONG);
        assertThat(load.ended).containsExactly("2 ServiceException: The deadline passed while the call waited");
        load.pass(25);
        assertThat(load.begun).containsExactly(1, 3, 4);
    }

    @Test
    void aCancelledCallLeavesItsPlace() {
        load.call(1, LONG);
        Call cancelled = load.call(2, LONG);
        load.call(3, LONG);
        cancelled.cancel();
        load.call(4, LONG);
        load.pass(30);
        assertThat(load.begun).containsExactly(1, 3, 4);
        assertThat(load.ended).first().isEqualTo("2 CancellationException: The caller has cancelled the call");
    }
}
