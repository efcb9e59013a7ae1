package dev.natsmesh.runtime.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

import dev.natsmesh.runtime.call.Completion;

/**
 * Ten times the calls that a service can do, in a time of its own: which order of waiting calls keeps it useful. Ten run at once for
 * 10 ms each; callers wait for a second. Measured is what follows the first seconds, in which the queue fills.
 */
class OverloadedServiceTest {

    private static final Logger LOG = Logger.getLogger(OverloadedServiceTest.class);
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int RUNNING = 10;
    private static final long SERVICE = 10 * MILLI;
    private static final int CAPACITY = (int) (RUNNING * SECOND / SERVICE);
    private static final int SECONDS = 20;
    private static final int SECONDS_BEFORE = 3;
    private static final long FIFO = 0;
    private static final long AS_IT_IS = 100 * MILLI;

    @Test
    void theNewestFirstKeepsItsGoodputAndItsLatency() {
        for (int places : new int[]{ 10, 900, 10_000 }) {
            Result result = overload(places, AS_IT_IS);
            assertThat(result.goodput).as("%d places", places).isGreaterThan(0.95);
            assertThat(result.p99).as("%d places", places).isLessThanOrEqualTo(2 * SERVICE);
        }
    }

    @Test
    void inTheOrderOfComingALongQueueMakesCallsUseless() {
        assertThat(overload(10, FIFO).goodput).isGreaterThan(0.95);
        assertThat(overload(900, FIFO).p99).isGreaterThan(50 * SERVICE);
        assertThat(overload(10_000, FIFO).goodput).isLessThan(0.1);
    }

    @Test
    void aServiceThatHasJustEnoughToDoLosesNobody() {
        ServedLoad load = new ServedLoad(ConcurrencyLimit.of(RUNNING), 1_000, AS_IT_IS, SERVICE);
        List<Long> took = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (int i = 0; i < 50 * RUNNING; i++) {
            callAgainAndAgain(load, took, failures);
        }
        load.pass(TimeUnit.SECONDS.toMillis(SECONDS));
        assertThat(failures).isEmpty();
        assertThat(took).hasSize(CAPACITY * SECONDS).allSatisfy(nanos -> assertThat(nanos).isLessThanOrEqualTo(50 * SERVICE));
    }

    private static void callAgainAndAgain(ServedLoad load, List<Long> took, List<Throwable> failures) {
        long came = load.now;
        load.call(0, SECOND, new Completion() {

            @Override
            public void success(Object result) {
                took.add(load.now - came);
                callAgainAndAgain(load, took, failures);
            }

            @Override
            public void failure(Throwable failure) {
                failures.add(failure);
            }
        });
    }

    private static Result overload(int places, long pressure) {
        ServedLoad load = new ServedLoad(ConcurrencyLimit.of(RUNNING), places, pressure, SERVICE);
        List<Long> inTime = new ArrayList<>();
        int calls = 10 * CAPACITY * (SECONDS_BEFORE + SECONDS);
        long begin = load.now;
        long measured = begin + SECONDS_BEFORE * SECOND;
        for (int i = 0; i < calls; i++) {
            load.until(begin + i * (SECOND / (10L * CAPACITY)));
            long came = load.now;
            load.call(i, SECOND, new Completion() {

                @Override
                public void success(Object result) {
                    if (load.now >= measured && load.now - came <= SECOND) {
                        inTime.add(load.now - came);
                    }
                }

                @Override
                public void failure(Throwable failure) {
                    // It is no good.
                }
            });
        }
        inTime.sort(null);
        Result result = new Result(inTime.size() / (double) (CAPACITY * SECONDS),
                inTime.isEmpty() ? SECOND : inTime.get(inTime.size() * 99 / 100));
        LOG.infof("%d places, %s: %.0f %% of the capacity, the 99th percentile after %d ms", places,
                pressure == FIFO ? "in the order of coming" : "the newest first", 100 * result.goodput, result.p99 / MILLI);
        return result;
    }

    private record Result(double goodput, long p99) {
    }
}
