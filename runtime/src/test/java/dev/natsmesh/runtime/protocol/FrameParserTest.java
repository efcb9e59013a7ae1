package dev.natsmesh.runtime.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.netty.buffer.Unpooled;

class FrameParserTest {

    private static final String HEADERS = "NATS/1.0\r\nA: 1\r\nB:2\r\n\r\n";
    private static final String NO_RESPONDERS = "NATS/1.0 503\r\n\r\n";

    private final Seen seen = new Seen();
    private final FrameParser parser = new FrameParser(seen);

    @Test
    void handsOverOwnMessagesInPlaceAndLeavesTheRestUntouched() {
        feed("INFO {\"a\":1}\r\nPING\r\nMSG a.b m7 5\r\nhello\r\n+OK\r\nMSG other 7 2\r\nhi\r\nPONG\r\n-ERR 'x'\r\n");
        assertThat(seen.own).containsExactly("7 a.b  [] hello");
        assertThat(seen.others()).isEqualTo("INFO {\"a\":1}\r\nPING\r\n+OK\r\nMSG other 7 2\r\nhi\r\nPONG\r\n-ERR 'x'\r\n");
    }

    @Test
    void knowsRepliesHeadersAndStatuses() {
        feed("MSG a m1 _INBOX.x 0\r\n\r\n");
        feed("HMSG a m1 _INBOX.x " + HEADERS.length() + " " + (HEADERS.length() + 2) + "\r\n" + HEADERS + "ok\r\n");
        feed("HMSG a m1 " + NO_RESPONDERS.length() + " " + NO_RESPONDERS.length() + "\r\n" + NO_RESPONDERS + "\r\n");
        assertThat(seen.own).containsExactly("1 a _INBOX.x [] ", "1 a _INBOX.x [A=1, B=2] ok", "1 a  [] status 503");
    }

    @Test
    void toleratesBlanksBetweenFields() {
        feed("MSG  a\tm1   2\r\nok\r\n");
        assertThat(seen.own).containsExactly("1 a  [] ok");
    }

    @Test
    void findsTheSameFramesHoweverTheyAreSplit() {
        byte[] bytes = bytes(
                "PING\r\nMSG a.b m7 r.1 5\r\nhe\r\no\r\nHMSG c m8 " + HEADERS.length() + " " + (HEADERS.length() + 3)
                        + "\r\n" + HEADERS + "abc\r\nMSG z 12 4\r\n\r\n\r\n\r\nINFO {}\r\n");
        feed(bytes, 0, bytes.length);
        for (int first = 0; first <= bytes.length; first++) {
            for (int second = first; second <= bytes.length; second++) {
                Seen split = new Seen();
                FrameParser other = new FrameParser(split);
                feed(other, bytes, 0, first);
                feed(other, bytes, first, second);
                feed(other, bytes, second, bytes.length);
                assertThat(split.own).isEqualTo(seen.own).hasSize(2);
                assertThat(split.others()).isEqualTo(seen.others());
            }
        }
    }

    @Test
    void findsTheSameFramesByteByByte() {
        byte[] bytes = bytes("MSG a m1 5\r\nhello\r\nPING\r\nMSG b m2 0\r\n\r\n");
        for (int i = 0; i < bytes.length; i++) {
            feed(bytes, i, i + 1);
        }
        assertThat(seen.own).containsExactly("1 a  [] hello", "2 b  [] ");
        assertThat(seen.others()).isEqualTo("PING\r\n");
    }

    @Test
    void takesRandomFramesInRandomPieces() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            List<String> own = new ArrayList<>();
            StringBuilder others = new StringBuilder();
            for (int i = 0; i < 50; i++) {
                String body = "x".repeat(random.nextInt(8) == 0 ? random.nextInt(300_000) : random.nextInt(40));
                String reply = random.nextBoolean() ? "r." + random.nextInt(1000) : "";
                boolean headers = random.nextBoolean();
                boolean ours = random.nextInt(3) > 0;
                String frame = (headers ? "HMSG" : "MSG") + " s." + i + (ours ? " m" : " ") + i + " " + reply
                        + (reply.isEmpty() ? "" : " ") + (headers ? HEADERS.length() + " " : "")
                        + (body.length() + (headers ? HEADERS.length() : 0)) + "\r\n" + (headers ? HEADERS : "") + body
                        + "\r\n";
                bytes.writeBytes(bytes(frame));
                if (ours) {
                    own.add(i + " s." + i + " " + reply + " " + (headers ? "[A=1, B=2] " : "[] ") + body);
                } else {
                    others.append(frame);
                }
            }
            Seen found = new Seen();
            FrameParser other = new FrameParser(found);
            byte[] all = bytes.toByteArray();
            for (int from = 0; from < all.length;) {
                int to = Math.min(all.length, from + 1 + random.nextInt(random.nextBoolean() ? 30 : 100_000));
                feed(other, all, from, to);
                from = to;
            }
            assertThat(found.own).isEqualTo(own);
            assertThat(found.others()).isEqualTo(others.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "MSG a m1\r\n", "MSG a\r\n", "MSG \r\n", "MSG a m1 r 5 6\r\n", "MSG a m1 -1\r\n",
            "MSG a m1 5x\r\n",
            "MSG a m1 99999999999999999999\r\n", "MSG a m1 999999999\r\n", "HMSG a m1 5\r\n", "HMSG a m1 9 5\r\n",
            "HMSG a m1 r 1 2 3\r\n", "MSG a m1 1\r\nabc\r\n", "MSG a m1 0\r\nPING\r\n" })
    void saysWhatIsMalformed(String line) {
        assertThatThrownBy(() -> feed(line)).isInstanceOf(ProtocolException.class)
                .hasMessageContaining(line.substring(0, line.indexOf('\r')));
    }

    @Test
    void refusesALineWithoutEnd() {
        byte[] endless = new byte[1 << 16];
        java.util.Arrays.fill(endless, (byte) 'x');
        assertThatThrownBy(() -> {
            for (int i = 0; i < 100; i++) {
                feed(endless, 0, endless.length);
            }
        }).isInstanceOf(ProtocolException.class).hasMessageContaining("longer than");
    }

    @Test
    void showsNoControlCharactersOfWhatIsMalformed() {
        assertThatThrownBy(() -> feed("MSG a\u0007b\r\n")).hasMessageContaining("MSG a?b");
    }

    @Test
    void readsNumbersAtTheEndOfSubjects() {
        for (long number : new long[]{ 0, 1, 31, 32, 123_456_789L, (1L << 60) - 1 }) {
            byte[] digits = new byte[Base32.digits(number)];
            Base32.write(number, digits, 0, digits.length);
            feed("MSG in.box." + new String(digits, StandardCharsets.US_ASCII) + " m0 0\r\n\r\n");
            assertThat(seen.numbers.remove(0)).isEqualTo(number);
        }
        for (String junk : List.of("a.", "a.w", "a.A", "a.-1", "a.zzzzzzzzzzzzzzzzzzz", "a.\u00e4")) {
            byte[] frame = ("MSG " + junk + " m0 0\r\n\r\n").getBytes(StandardCharsets.UTF_8);
            feed(frame, 0, frame.length);
            assertThat(seen.numbers.remove(0)).isEqualTo(-1);
        }
    }

    private void feed(String text) {
        byte[] bytes = bytes(text);
        feed(bytes, 0, bytes.length);
    }

    private void feed(byte[] bytes, int from, int to) {
        feed(parser, bytes, from, to);
    }

    private static void feed(FrameParser parser, byte[] bytes, int from, int to) {
        parser.read(Unpooled.wrappedBuffer(bytes, from, to - from));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static final class Seen implements FrameHandler {

        private final List<String> own = new ArrayList<>();
        private final List<Long> numbers = new ArrayList<>();
        private final ByteArrayOutputStream others = new ByteArrayOutputStream();

        @Override
        public void message(Frame frame) {
            List<String> headers = new ArrayList<>();
            frame.headers().forEach((name, value) -> headers.add(name + "=" + value));
            numbers.add(frame.numberAtEnd());
            own.add(frame.subscription() + " " + frame.subject() + " "
                    + (frame.expectsReply() ? new String(frame.replyTo(), StandardCharsets.US_ASCII) : "") + " " + headers + " "
                    + (frame.status() == 0 ? new String(frame.body(), StandardCharsets.US_ASCII) : "status " + frame.status()));
        }

        @Override
        public void other(byte[] array, int offset, int length) {
            others.write(array, offset, length);
        }

        String others() {
            return others.toString(StandardCharsets.ISO_8859_1);
        }
    }
}
