package dev.natsmesh.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTest {

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "a b", "a\r\nPUB b 0", "a\t", "\u0000" })
    void whatWouldForgeAFrameIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Subject.of(name)).withMessageMatching("(a|the) subject (?s:.*)");
    }

    @Test
    void whatDoesNotFitIntoALineIsRefused() {
        assertThat(Subject.of("\u00e4".repeat(1024)).bytes()).hasSize(2048);
        assertThatIllegalArgumentException().isThrownBy(() -> Subject.of("\u00e4".repeat(1024) + "a"))
                .withMessageStartingWith("a subject has 2049 bytes; expected at most 2048: \u00e4");
    }
}
