package dev.natsmesh.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTokenTest {

    @ParameterizedTest
    @ValueSource(strings = { "eu-west_1", "A~z", "0" })
    void ordinaryNamesStayWhatTheyAre(String name) {
        assertThat(SubjectToken.encode(name)).isSameAs(name);
        assertThat(SubjectToken.decode(name)).isSameAs(name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = { "a.b|a%2Eb", "*|%2A", ">|%3E",
            "a b|a%20b",
            "50%|50%25", "%|%25", "$SRV|%24SRV", "!'()|%21%27%28%29", "stra\u00dfe|stra%C3%9Fe", "\u20ac|%E2%82%AC",
            "a\ud83d\ude00b|a%F0%9F%98%80b", "x\u0000|x%00", "\u007f|%7F" })
    void everythingElseIsEscaped(String text, String token) {
        assertThat(SubjectToken.encode(text)).isEqualTo(token);
        assertThat(SubjectToken.decode(token)).isEqualTo(text);
    }

    @Test
    void emptyTextHasAFormOfItsOwn() {
        assertThat(SubjectToken.encode("")).isEqualTo("%");
        assertThat(SubjectToken.decode("%")).isEmpty();
    }

    @Test
    void halvesOfSurrogatePairsAreKept() {
        for (String half : new String[]{ "\ud83d", "\ude00", "\ude00\ud83d", "a\ud83db" }) {
            assertThat(SubjectToken.decode(SubjectToken.encode(half))).isEqualTo(half);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "%%", "%4", "%zz", "a.b", "a b", "*", "\u00e4", "%2e", "%41", "%2D", "%C3", "%C3%28", "%80",
            "%FF",
            "%C0%AE", "%E0%80%AE", "%F4%90%80%80", "%ED%A0%BD%ED%B8%80", "a%", "%\uff11\uff11" })
    void noTextHasSeveralForms(String token) {
        assertThatThrownBy(() -> SubjectToken.decode(token)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + token + "' is no escaped token");
    }
}
