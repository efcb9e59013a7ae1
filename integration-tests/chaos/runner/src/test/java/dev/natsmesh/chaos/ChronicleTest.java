package dev.natsmesh.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import dev.natsmesh.chaos.contract.CallKind;
import dev.natsmesh.chaos.contract.CallRecord;
import dev.natsmesh.chaos.contract.Outcome;

class ChronicleTest {

    private final Chronicle chronicle = new Chronicle();

    ChronicleTest() {
        chronicle.add(new EventWindow(EventKind.KILL_SERVER, 1_000, 2_000));
        chronicle.add(new EventWindow(EventKind.CUT_ROUTE, 3_000, 4_000));
    }

    @Test
    void findsTheEventDuringWhichACallWas() {
        assertThat(met(500, 999)).isNull();
        assertThat(met(500, 1_000)).isEqualTo(EventKind.KILL_SERVER);
        assertThat(met(1_500, 1_501)).isEqualTo(EventKind.KILL_SERVER);
        assertThat(met(2_001, 2_999)).isNull();
        assertThat(met(2_500, 3_500)).isEqualTo(EventKind.CUT_ROUTE);
        assertThat(met(4_001, 5_000)).isNull();
    }

    @Test
    void takesTheFirstOfSeveral() {
        assertThat(met(1_900, 3_500)).isEqualTo(EventKind.KILL_SERVER);
    }

    private EventKind met(long begun, long ended) {
        long took = (ended - begun) * 1_000;
        return chronicle.metBy(new CallRecord("a", CallKind.LOOK, begun, took, took, Outcome.ANSWERED, "-"))
                .map(EventWindow::kind).orElse(null);
    }
}
