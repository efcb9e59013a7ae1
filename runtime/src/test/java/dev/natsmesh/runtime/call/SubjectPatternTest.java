package dev.natsmesh.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectPatternTest {

    @ParameterizedTest
    @CsvSource({ "orders.placed, orders.placed, true", "orders.placed, orders.paid, false", "orders.placed, orders, false",
            "orders.placed, orders.placed.eu, false", "orders.*, orders.placed, true", "orders.*, orders.placed.eu, false",
            "*.placed, orders.placed, true", "orders.>, orders.placed.eu, true", "orders.>, orders, false", ">, a.b, true",
            "orders.*.eu, orders.placed.us, false" })
    void matchesAsTheServerDoes(String pattern, String subject, boolean expected) {
        assertThat(SubjectPattern.of(pattern).matches(subject)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({ "a.b, a.b, true", "a.b, a.c, false", "a.*, a.b, true", "a.*, *.b, true", "a.>, a.b.c, true", "a.>, a, false",
            "a.>, *.b.>, true", "a.>, b.>, false", "a.*, a.*.*, false", ">, a, true" })
    void overlapIsWhatBothMatch(String one, String other, boolean expected) {
        assertThat(SubjectPattern.of(one).overlaps(SubjectPattern.of(other))).isEqualTo(expected);
        assertThat(SubjectPattern.of(other).overlaps(SubjectPattern.of(one))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", ".", "a.", ".a", "a..b", "a b", "a.\t", "a*", "a.b>", ">.a", "a.>.b", "{}", "a.{b" })
    void othersAreRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SubjectPattern.of(text)).withMessageContaining("expected");
    }
}
