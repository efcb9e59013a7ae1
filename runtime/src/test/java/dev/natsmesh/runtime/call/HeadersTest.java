package dev.natsmesh.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;

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
    void namesThatBeginAlikeAreCounted() {
        for (Headers headers : List.of(
                new Headers().add("Content-Type", "1").add("Content-", "2").add("content-x", "3").add("C", ""),
                received("NATS/1.0\r\nContent-Type:1\r\nContent-:Content-\r\ncontent-x:3\r\nC:\r\n\r\n"))) {
            assertThat(headers.count("Content-")).isEqualTo(2);
            assertThat(headers.count("Content-T")).isEqualTo(1);
            assertThat(headers.count("Content-Types")).isZero();
        }
        assertThat(received("NATS/1.0\r\nCont").count("Content-")).isZero();
    }

    @Test
    void settingReplacesAllOfThatName() {
        Headers headers = new Headers().add("a", "1").add("b", "2").add("a", "3").set("a", "4");
        assertThat(headers.names()).containsExactly("b", "a");
        assertThat(headers.get("a")).isEqualTo("4");
        assertThat(new Headers().isEmpty()).isTrue();
        assertThat(headers.isEmpty()).isFalse();
    }

    @Test
    void whatWasReceivedIsRead() {
        Headers headers = received("NATS/1.0\r\nA: 1\r\nB:two words \r\na:3\r\nA:4\r\n\r\n");
        assertThat(headers.get("A")).isEqualTo("1");
        assertThat(headers.get("B")).isEqualTo("two words ");
        assertThat(headers.get("C")).isNull();
        assertThat(headers.isEmpty()).isFalse();
        assertThat(headers.names()).containsExactly("A", "B", "a", "A");
        assertThat(headers.get("A")).isEqualTo("1");
        assertThat(headers.set("A", "5").names()).containsExactly("B", "a", "A");
    }

    @Test
    void linesThatMakeNoSenseAreSkipped() {
        Headers headers = received("NATS/1.0\r\n: no name\r\nno colon\r\n\nA:1\r\nB");
        assertThat(headers.names()).containsExactly("A");
        assertThat(received("").isEmpty()).isTrue();
        assertThat(received("NATS/1.0").isEmpty()).isTrue();
        assertThat(received("\r\n\r\n").get("A")).isNull();
    }

    @Test
    void aNumberIsDigitsAndNothingElse() {
        String block = "NATS/1.0\r\nA: 17\r\nB:999999999999999999\r\nC:1x\r\nD:\r\nE:-1\r\nF:1000000000000000000\r\nA:18\r\n\r\n";
        Headers added = new Headers();
        received(block).forEach(added::add);
        for (Headers headers : List.of(received(block), added)) {
            assertThat(headers.number("A")).isEqualTo(17);
            assertThat(headers.number("B")).isEqualTo(999_999_999_999_999_999L);
            assertThat(List.of("C", "D", "E", "F", "G")).allSatisfy(name -> assertThat(headers.number(name)).isEqualTo(-1));
        }
    }

    @Test
    void aValueIsComparedAsAWhole() {
        String block = "NATS/1.0\r\nA: text\r\nB:texts\r\nC:tex\r\nA:other\r\n\r\n";
        Headers added = new Headers();
        received(block).forEach(added::add);
        for (Headers headers : List.of(received(block), added)) {
            assertThat(headers.is("A", "text")).isTrue();
            assertThat(List.of("B", "C", "D")).noneMatch(name -> headers.is(name, "text"));
            assertThat(headers.is("A", "other")).isFalse();
        }
    }

    @Test
    void aCopyIsIndependent() {
        Headers original = new Headers().add("a", "1");
        Headers copy = original.copy().add("b", "2");
        assertThat(original.names()).containsExactly("a");
        assertThat(copy.names()).containsExactly("a", "b");
    }

    private static Headers received(String block) {
        return Headers.received(block.getBytes(StandardCharsets.ISO_8859_1));
    }
}
