package dev.natsmesh.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Header blocks reach us as their sender wrote them. */
class AnyHeaderBlockTest {

    @Property
    void isReadTheSameAtOnceAndOneByOne(@ForAll("blocks") byte[] block) {
        Headers all = Headers.received(block);
        assertThat(all.names()).hasSize(all.size());
        for (String name : all.names()) {
            assertThat(Headers.received(block).get(name)).isNotNull().isEqualTo(all.get(name));
            assertThat(Headers.received(block).is(name, all.get(name)))
                    .isEqualTo(all.get(name).chars().allMatch(c -> c < 128));
            assertThat(Headers.received(block).number(name))
                    .isEqualTo(all.get(name).matches("[0-9]{1,18}") ? Long.parseLong(all.get(name)) : -1);
        }
        assertThat(all.get("a")).isEqualTo(Headers.received(block).get("a"));
    }

    @Property
    void canBeSentOnAsLinesOfAscii(@ForAll("blocks") byte[] block) {
        Headers received = Headers.received(block);
        Headers sent = received.copy();
        assertThat(sent.names()).isEqualTo(received.names());
        sent.forEach((name, value) -> {
            assertThat(name).matches("[!-9;-~]+");
            assertThat(value).matches("[ -~]*");
        });
    }

    @Property
    void hasAStatusOrNone(@ForAll("blocks") byte[] block, @ForAll("blocks") byte[] before) {
        byte[] frame = new byte[before.length + block.length];
        System.arraycopy(before, 0, frame, 0, before.length);
        System.arraycopy(block, 0, frame, before.length, block.length);
        int status = HeaderBlock.status(frame, before.length, frame.length);
        assertThat(status).isBetween(0, 999);
        if (status > 0) {
            assertThat(HeaderBlock.statusText(frame, before.length, frame.length)).doesNotContain("\n");
        }
    }

    @Provide
    Arbitrary<byte[]> blocks() {
        Arbitrary<String> pieces = Arbitraries.oneOf(
                Arbitraries.of("NATS/1.0", "NATS/1.0 503", "NATS/1.0 503 None", "\r\n", "\n", "\r", ":", "a:", "a: 1", "b:2",
                        " ",
                        "\t", "5"),
                Arbitraries.strings().withCharRange('\u0000', '\u00ff').ofMaxLength(4));
        return pieces.list().ofMaxSize(12).map(list -> String.join("", list).getBytes(StandardCharsets.ISO_8859_1));
    }
}
