package dev.natsmesh.chaos;

import static dev.natsmesh.chaos.contract.CallKind.LOOK;
import static dev.natsmesh.chaos.contract.CallKind.ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.natsmesh.chaos.contract.CallKind;
import dev.natsmesh.chaos.contract.CallRecord;
import dev.natsmesh.chaos.contract.Outcome;

class JudgeTest {

    private final Judge judge = new Judge(Map.of("once", 1, "twice", 2), Duration.ofSeconds(2));

    @Test
    void aLookHasToBeAnswered() {
        assertThat(faults("a", LOOK, Outcome.ANSWERED)).isEmpty();
        for (Outcome failed : Set.of(Outcome.MAY_HAVE_RUN, Outcome.NOT_RUN, Outcome.FAILED, Outcome.UNFINISHED,
                Outcome.ANSWERED_WRONGLY)) {
            assertThat(faults("a", LOOK, failed)).as("%s", failed).containsExactly(Fault.LOST);
        }
    }

    @Test
    void anOrderThatIsAnsweredHasRunOnce() {
        assertThat(faults("once", ORDER, Outcome.ANSWERED)).isEmpty();
        assertThat(faults("never", ORDER, Outcome.ANSWERED)).containsExactly(Fault.TWICE);
        assertThat(faults("twice", ORDER, Outcome.ANSWERED)).containsExactly(Fault.TWICE);
    }

    @Test
    void anOrderThatMayHaveRunHasNotRunTwice() {
        assertThat(faults("never", ORDER, Outcome.MAY_HAVE_RUN)).isEmpty();
        assertThat(faults("once", ORDER, Outcome.MAY_HAVE_RUN)).isEmpty();
        assertThat(faults("twice", ORDER, Outcome.MAY_HAVE_RUN)).containsExactly(Fault.TWICE);
    }

    @Test
    void anOrderThatHasNotRunHasNotRun() {
        assertThat(faults("never", ORDER, Outcome.NOT_RUN)).isEmpty();
        assertThat(faults("once", ORDER, Outcome.NOT_RUN)).containsExactly(Fault.TWICE);
    }

    @Test
    void anOrderThatEndsInNoOtherWayIsLost() {
        assertThat(faults("once", ORDER, Outcome.FAILED)).containsExactly(Fault.LOST);
        assertThat(faults("never", ORDER, Outcome.UNFINISHED)).containsExactly(Fault.LOST);
    }

    @Test
    void aCallIsLateWhenItEndsMoreThanFiftyMillisecondsAfterItsDeadline() {
        assertThat(faults("once", ORDER, Outcome.ANSWERED, 2_050_000)).isEmpty();
        assertThat(faults("once", ORDER, Outcome.ANSWERED, 2_050_001)).containsExactly(Fault.LATE);
    }

    private Set<Fault> faults(String id, CallKind kind, Outcome outcome) {
        return faults(id, kind, outcome, 5_000);
    }

    private Set<Fault> faults(String id, CallKind kind, Outcome outcome, long took) {
        CallRecord call = new CallRecord(id, kind, 1_000, took, took, outcome, "-");
        return judge.faults(CallRecord.parse(call.toLine()));
    }
}
