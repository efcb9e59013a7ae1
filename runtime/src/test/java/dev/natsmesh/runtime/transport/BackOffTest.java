package dev.natsmesh.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

class BackOffTest {

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final BackOff backOff = new BackOff(FIRST, LONGEST);

    @Test
    void doublesWithEachRoundAndIsHalfRandom() {
        for (int round = 1; round <= 5; round++) {
            Duration whole = FIRST.multipliedBy(1L << (round - 1));
            for (int i = 0; i < 1_000; i++) {
                assertThat(backOff.getWaitTime(round)).isBetween(whole.dividedBy(2), whole);
            }
        }
    }

    @Test
    void staysBelowTheLongestPauseForever() {
        for (long round : new long[]{ 7, 17, 64, 65, 10_000, Long.MAX_VALUE }) {
            assertThat(backOff.getWaitTime(round)).isBetween(LONGEST.dividedBy(2), LONGEST);
        }
    }

    @Test
    void differsFromClientToClient() {
        Set<Duration> pauses = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            pauses.add(backOff.getWaitTime(1));
        }
        assertThat(pauses).hasSizeGreaterThan(50);
    }

    @Test
    void noPauseIsPossible() {
        assertThat(new BackOff(Duration.ZERO, LONGEST).getWaitTime(3)).isEqualTo(Duration.ZERO);
    }
}
