package dev.natsmesh.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeadersTest {

    @Test
    void aValueIsOneLineOfAscii() {
        Headers headers = new Headers().add("a", "two\r\nlines\t\u00e4\u20ac\ud83d\ude00\u0000\u007f end");
        assertThat(headers.get("a")).isEqualTo("two  lines ????? end").matches("[ -~]*");
    }

    @Test
    void namesKeepTheirCaseAndAreComparedWithIt() {
        Headers headers = new Headers().add("Name", "1").add("name", "2").add("Name", "3");
        assertThat(headers.get("Name")).isEqualTo("1");
        assertThat(headers.get("name")).isEqualTo("2");
        assertThat(headers.get("NAME")).isNull();
        assertThat(headers.names()).containsExactly("Name", "name", "Name");
    }

    @Test
    void settingReplacesAllOfThatName() {
        Headers headers = new Headers().add("a", "1").add("b", "2").add("a", "3").set("a", "4");
        assertThat(headers.names()).containsExactly("b", "a");
        assertThat(headers.get("a")).isEqualTo("4");
        assertThat(new Headers().isEmpty()).isTrue();
        assertThat(headers.isEmpty()).isFalse();
    }
}
