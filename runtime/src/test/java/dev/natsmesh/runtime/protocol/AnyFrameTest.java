package dev.natsmesh.runtime.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.natsmesh.runtime.call.HeaderValue;
import dev.natsmesh.runtime.call.Headers;
import io.netty.buffer.Unpooled;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

class AnyFrameTest {

    /** Shrinking would mix up the elements of the list with the characters of the body. */
    @Property(shrinking = ShrinkingMode.OFF)
    void isReadAsItWasWritten(@ForAll("headers") List<Tuple2<String, String>> headers, @ForAll("bytes") byte[] body,
            @ForAll boolean replies) {
        Headers sent = new Headers();
        headers.forEach(header -> sent.add(header.get1(), HeaderValue.encode(header.get2())));
        FrameBuffer frames = new FrameBuffer();
        frames.publish(bytes("shop.buy"), replies ? bytes("r.1") : null, sent, body);
        Reader reader = new Reader();

        reader.read(deliver(Arrays.copyOf(frames.array(), frames.length())));

        assertThat(reader.headers).isEqualTo(headers);
        assertThat(reader.bodies).containsExactly(body);
        assertThat(reader.replies).containsExactly(replies ? "r.1" : null);
    }

    /** What the server makes of what was published: the subscription's number comes after the subject. */
    private static byte[] deliver(byte[] published) {
        String frame = new String(published, StandardCharsets.ISO_8859_1);
        return frame.replaceFirst("^(H?)PUB shop.buy", "$1MSG shop.buy m3").getBytes(StandardCharsets.ISO_8859_1);
    }

    @Property
    void isReadOrRefusedWhateverItsBytesAre(@ForAll("junk") byte[] junk, @ForAll("bytes") byte[] more) {
        Reader reader = new Reader();
        reader.read(junk);
        reader.read(more);
        assertThat(reader.taken).isLessThanOrEqualTo(junk.length + more.length);
    }

    @Property
    void isTheSameHoweverItIsSplit(@ForAll("junk") byte[] junk) {
        Reader whole = new Reader();
        whole.read(junk);
        Reader pieces = new Reader();
        for (byte b : junk) {
            pieces.read(b);
        }
        assertThat(pieces.events.toString(StandardCharsets.ISO_8859_1))
                .isEqualTo(whole.events.toString(StandardCharsets.ISO_8859_1));
        assertThat(pieces.refused).isEqualTo(whole.refused);
    }

    @Provide
    Arbitrary<List<Tuple2<String, String>>> headers() {
        Arbitrary<String> names = Arbitraries.strings().withCharRange('!', '9').withCharRange(';', '~').ofMinLength(1)
                .ofMaxLength(20);
        Arbitrary<String> values = Arbitraries.oneOf(Arbitraries.strings().excludeChars(surrogates()),
                Arbitraries.strings().withChars(" :\r\n\ta%'\u00e4\u20ac"));
        return names.flatMap(name -> values.map(value -> Tuple.of(name, value))).list().ofMaxSize(5);
    }

    private static char[] surrogates() {
        char[] surrogates = new char[Character.MAX_SURROGATE - Character.MIN_SURROGATE + 1];
        for (int i = 0; i < surrogates.length; i++) {
            surrogates[i] = (char) (Character.MIN_SURROGATE + i);
        }
        return surrogates;
    }

    @Provide
    Arbitrary<byte[]> junk() {
        Arbitrary<String> pieces = Arbitraries.oneOf(
                Arbitraries.of("MSG ", "HMSG ", "a.b ", "m1 ", "m1", "m99999999999 ", "7 ", "r.1 ", "0", "2", "2 2", "9 5",
                        "\r\n",
                        "\n",
                        "\r", "ok\r\n", "-1", "PING\r\n", "INFO {}\r\n", "-ERR 'x'\r\n", "NATS/1.0\r\n\r\n", " ", "\t"),
                Arbitraries.of("MSG a m1 2\r\nok\r\n", "MSG a 7 r 0\r\n\r\n",
                        "HMSG a m1 12 14\r\nNATS/1.0\r\n\r\nok\r\n", "HMSG a m0 r 2 2\r\n::\r\n", "HMSG a m0 9 2\r\n"),
                Arbitraries.strings().withCharRange('\u0000', '\u00ff').ofMaxLength(4));
        return pieces.list().ofMaxSize(12).map(list -> bytes(String.join("", list)));
    }

    @Provide
    Arbitrary<byte[]> bytes() {
        return Arbitraries.strings().withCharRange('\u0000', '\u00ff').map(AnyFrameTest::bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Reads until something is refused: then a connection ends. */
    private static final class Reader implements FrameHandler {

        private final FrameParser parser = new FrameParser(this);
        private final List<Tuple2<String, String>> headers = new ArrayList<>();
        private final List<byte[]> bodies = new ArrayList<>();
        private final List<String> replies = new ArrayList<>();
        private final ByteArrayOutputStream events = new ByteArrayOutputStream();
        private int taken;
        private String refused;

        void read(byte... bytes) {
            if (refused == null) {
                try {
                    parser.read(Unpooled.wrappedBuffer(bytes));
                } catch (ProtocolException e) {
                    refused = e.getMessage();
                    assertThat(refused).contains("NATS server");
                }
            }
        }

        @Override
        public void message(Frame frame) {
            frame.headers().forEach((name, value) -> headers.add(Tuple.of(name, HeaderValue.decode(value))));
            bodies.add(frame.body());
            replies.add(frame.expectsReply() ? new String(frame.replyTo(), StandardCharsets.US_ASCII) : null);
            taken += frame.body().length;
            events.writeBytes(bytes(frame.subscription() + " " + frame.subject() + " " + frame.numberAtEnd() + " "
                    + frame.status() + (frame.status() == 0 ? "" : frame.statusText()) + frame.headers().names() + "\n"));
            events.writeBytes(frame.body());
        }

        @Override
        public void other(byte[] array, int offset, int length) {
            events.write(array, offset, length);
            taken += length;
        }
    }
}
