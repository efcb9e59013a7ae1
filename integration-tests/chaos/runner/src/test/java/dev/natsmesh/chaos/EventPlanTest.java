package dev.natsmesh.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

class EventPlanTest {

    private static final Set<EventKind> ALL = EnumSet.allOf(EventKind.class);

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(events(17, ALL, 100)).isEqualTo(events(17, ALL, 100)).isNotEqualTo(events(18, ALL, 100));
    }

    @Test
    void hasEveryKindInEveryRound() {
        List<PlannedEvent> events = events(5, ALL, 3 * ALL.size());
        for (int round = 0; round < 3; round++) {
            assertThat(events.subList(round * ALL.size(), (round + 1) * ALL.size())).extracting(PlannedEvent::kind)
                    .containsExactlyInAnyOrderElementsOf(ALL);
        }
    }

    @Test
    void hasNoOtherKinds() {
        assertThat(events(5, EnumSet.of(EventKind.CUT_ROUTE, EventKind.LAME_DUCK), 10)).extracting(PlannedEvent::kind)
                .containsOnly(EventKind.CUT_ROUTE, EventKind.LAME_DUCK);
    }

    @Test
    void meetsEachServer() {
        assertThat(events(5, ALL, 100)).extracting(PlannedEvent::target).containsOnly(0, 1, 2);
    }

    private static List<PlannedEvent> events(long seed, Set<EventKind> kinds, int count) {
        return Stream.generate(new EventPlan(seed, kinds)::next).limit(count).toList();
    }
}
