package dev.natsmesh.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderValueTest {

    @ParameterizedTest
    @ValueSource(strings = { "", "acme", "two words, 100%", "%41", "UTF-8'en'x", "utf-8''x", "a: b; c=\"d\"" })
    void plainAsciiStaysWhatItIs(String text) {
        assertThat(HeaderValue.encode(text)).isSameAs(text);
        assertThat(HeaderValue.decode(text)).isSameAs(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, quoteCharacter = '"', value = {
            "stra\u00dfe 5|UTF-8''stra%C3%9Fe%205", "\u20ac~._-|UTF-8''%E2%82%AC~._-", "\ud83d\ude00|UTF-8''%F0%9F%98%80",
            "\u0000|UTF-8''%00", "\u007f|UTF-8''%7F", " a|UTF-8''%20a", "a |UTF-8''a%20",
            "UTF-8''a|UTF-8''UTF-8%27%27a" })
    void everythingElseIsOneLineOfAscii(String text, String value) {
        assertThat(HeaderValue.encode(text)).isEqualTo(value);
        assertThat(HeaderValue.decode(value)).isEqualTo(text);
    }

    @Test
    void lineBreaksAndTabsSurvive() {
        assertThat(HeaderValue.encode("a\r\nX: b\tc")).isEqualTo("UTF-8''a%0D%0AX%3A%20b%09c");
        assertThat(HeaderValue.decode("UTF-8''a%0D%0AX%3A%20b%09c")).isEqualTo("a\r\nX: b\tc");
    }

    @Test
    void halvesOfSurrogatePairsAreReplaced() {
        assertThat(HeaderValue.decode(HeaderValue.encode("a\ud83db\ude00"))).isEqualTo("a\ufffdb\ufffd");
    }

    @Test
    void peersMayEscapeMoreOrLess() {
        assertThat(HeaderValue.decode("UTF-8''%61%c3%a4/b")).isEqualTo("a\u00e4/b");
        assertThat(HeaderValue.decode("UTF-8''")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "UTF-8''%", "UTF-8''%4", "UTF-8''%zz", "UTF-8''%C3", "UTF-8''%FF", "UTF-8''a b", "UTF-8''\u00e4",
            "UTF-8''%ED%A0%BD", "na\u00efve" })
    void whatIsNotOfTheFormIsReadAsItIs(String value) {
        assertThat(HeaderValue.decode(value)).isEqualTo(value);
    }
}
