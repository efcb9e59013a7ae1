package dev.natsmesh.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

class SlotsTest {

    @Test
    void aNumberIsGoodForOneEntryOnly() {
        Slots<String> slots = new Slots<>(10);
        long first = slots.add("first", 0);
        assertThat(slots.get(first)).isEqualTo("first");
        assertThat(slots.remove(first)).isEqualTo("first");
        long second = slots.add("second", 0);
        assertThat(second).isNotEqualTo(first);
        assertThat(slots.remove(first)).isNull();
        assertThat(slots.get(second)).isEqualTo("second");
    }

    @Test
    void numbersThatWereNeverGivenFindNothing() {
        Slots<String> slots = new Slots<>(10);
        slots.add("one", 0);
        for (long number : new long[]{ -1, 0, 1, 5, 2 << 20, Long.MIN_VALUE, Long.MAX_VALUE }) {
            assertThat(slots.get(number)).isNull();
            assertThat(slots.remove(number)).isNull();
        }
    }

    @Test
    void thereIsNoRoomBeyondTheLimit() {
        Slots<String> slots = new Slots<>(2);
        long one = slots.add("one", 0);
        slots.add("two", 0);
        assertThat(slots.add("three", 0)).isEqualTo(Slots.NONE);
        slots.remove(one);
        assertThat(slots.add("four", 0)).isNotEqualTo(Slots.NONE);
    }

    @Test
    void thoseThatAreDueAreFound() {
        Slots<String> slots = new Slots<>(10);
        long base = Long.MAX_VALUE - 5; // the clock may pass its end
        slots.add("due", base);
        slots.remove(slots.add("gone", base));
        slots.add("now", base + 10);
        slots.add("later", base + 11);
        List<String> due = new ArrayList<>();
        slots.forEachDue(base + 10, due::add);
        assertThat(due).containsExactlyInAnyOrder("due", "now");
    }

    @Test
    void behavesAsAMapWhoseKeysAreNeverUsedAgain() {
        Random random = new Random(3);
        Slots<Integer> slots = new Slots<>(5_000);
        Map<Long, Integer> expected = new HashMap<>();
        Set<Long> given = new HashSet<>();
        for (int i = 0; i < 200_000; i++) {
            if (random.nextInt(100) < 55 && expected.size() < 5_000) {
                long number = slots.add(i, i);
                assertThat(given.add(number)).isTrue();
                expected.put(number, i);
            } else if (!expected.isEmpty()) {
                long number = random.nextInt(4) == 0 ? random.nextLong() : expected.keySet().iterator().next();
                assertThat(slots.remove(number)).isEqualTo(expected.remove(number));
            }
            assertThat(slots.size()).isEqualTo(expected.size());
        }
        List<Integer> left = new ArrayList<>();
        slots.forEach(left::add);
        assertThat(left).containsExactlyInAnyOrderElementsOf(expected.values());
    }
}
