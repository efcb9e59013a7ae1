package dev.natsmesh.runtime.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import dev.natsmesh.runtime.call.Headers;

class FrameBufferTest {

    private final FrameBuffer frames = new FrameBuffer();

    @Test
    void writesMessages() {
        frames.publish(bytes("a.b"), null, null, bytes("hello"));
        frames.publish(bytes("a.b"), bytes("r"), new Headers(), bytes(""));
        assertThat(written()).isEqualTo("PUB a.b 5\r\nhello\r\nPUB a.b r 0\r\n\r\n");
    }

    @Test
    void writesHeadersWithTheirSize() {
        Headers headers = new Headers().add("A", "1").add("Bc", "two");
        frames.publish(bytes("a"), null, headers, bytes("x"));
        String block = "NATS/1.0\r\nA:1\r\nBc:two\r\n\r\n";
        assertThat(written()).isEqualTo("HPUB a " + block.length() + " " + (block.length() + 1) + "\r\n" + block + "x\r\n");
        assertThat(FrameBuffer.sizeOf(headers)).isEqualTo(block.length());
        assertThat(FrameBuffer.sizeOf(null)).isZero();
    }

    @Test
    void writesRequestsWithNumberAndTimeout() {
        frames.request(bytes("a"), bytes("_INBOX.x."), 1023, 10_000, new Headers().add("H", "v"), bytes("{}"));
        String block = "NATS/1.0\r\nNats-Mesh-Timeout-Ms:10000\r\nH:v\r\n\r\n";
        assertThat(written()).isEqualTo(
                "HPUB a _INBOX.x.vv " + block.length() + " " + (block.length() + 2) + "\r\n" + block + "{}\r\n");
        assertThat(FrameBuffer.sizeOf(new Headers().add("H", "v"), 10_000)).isEqualTo(block.length());
    }

    @Test
    void writesItemsWithTheirNumber() {
        frames.item(bytes("a"), 1_023, new Headers(), bytes("{}"));
        String block = "NATS/1.0\r\nNats-Mesh-Seq:1023\r\n\r\n";
        assertThat(written()).isEqualTo("HPUB a " + block.length() + " " + (block.length() + 2) + "\r\n" + block + "{}\r\n");
        assertThat(FrameBuffer.sizeOfItem(1_023, new Headers())).isEqualTo(block.length());

        frames.clear();
        Headers others = new Headers().add("H", "v");
        frames.item(bytes("a"), 7, others, bytes(""));
        String longer = "NATS/1.0\r\nNats-Mesh-Seq:7\r\nH:v\r\n\r\n";
        assertThat(written()).isEqualTo("HPUB a " + longer.length() + " " + longer.length() + "\r\n" + longer + "\r\n");
        assertThat(FrameBuffer.sizeOfItem(7, others)).isEqualTo(longer.length());
    }

    @Test
    void writesNumbersOfAnyLength() {
        for (long number = 1; number > 0 && number < Long.MAX_VALUE / 10; number *= 10) {
            for (long timeout : new long[]{ number - 1, number, number + 1 }) {
                frames.clear();
                frames.request(bytes("a"), bytes("r."), 0, timeout, new Headers(), bytes(""));
                assertThat(written()).contains("Nats-Mesh-Timeout-Ms:" + timeout + "\r\n");
                assertThat(FrameBuffer.sizeOf(new Headers(), timeout))
                        .isEqualTo(("NATS/1.0\r\nNats-Mesh-Timeout-Ms:" + timeout + "\r\n\r\n").length());
            }
        }
    }

    @Test
    void writesSubscriptions() {
        frames.subscribe(bytes("a.*"), null, 1);
        frames.subscribe(bytes("a.b"), bytes("q"), 12);
        frames.unsubscribe(12);
        assertThat(written()).isEqualTo("SUB a.* m1\r\nSUB a.b q m12\r\nUNSUB m12\r\n");
    }

    @Test
    void growsAndIsUsedAgain() {
        byte[] large = new byte[3 << 20];
        frames.publish(bytes("a"), null, null, large);
        assertThat(frames.length()).isEqualTo("PUB a 3145728\r\n".length() + large.length + 2);
        frames.clear();
        frames.unsubscribe(1);
        assertThat(written()).isEqualTo("UNSUB m1\r\n");
    }

    private String written() {
        return new String(frames.array(), 0, frames.length(), StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
