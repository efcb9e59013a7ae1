package dev.natsmesh.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

class SentPingsTest {

    private final SentPings pings = new SentPings();

    @Test
    void pongsAnswerInTheOrderOfThePings() {
        jnatsSends("CONNECT {\"verbose\":false}\r\nPING\r\n");
        pings.own();
        jnatsSends("PING\r\n");
        pings.own();
        assertThat(pings.answered()).isFalse();
        assertThat(pings.answered()).isTrue();
        assertThat(pings.answered()).isFalse();
        assertThat(pings.answered()).isTrue();
    }

    @Test
    void onesThatNobodyAskedForAreNotOurs() {
        assertThat(pings.answered()).isFalse();
    }

    @Test
    void aMessageThatLooksLikeAPingIsNone() {
        jnatsSends(
                "PUB a 6\r\nPING\r\n\r\nHPUB a b 12 18\r\nNATS/1.0\r\n\r\nPING\r\n\r\nPONG\r\nPUB a 0\r\n\r\nPING\r\nSUB PING 1\r\n");
        pings.own();
        assertThat(pings.answered()).isFalse();
        assertThat(pings.answered()).isTrue();
    }

    private void jnatsSends(String frames) {
        pings.among(frames.getBytes(StandardCharsets.US_ASCII));
    }
}
