package dev.natsmesh.deployment.call;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Requests at random: junk, what is almost right, and what is right where the rest isn't. */
final class HostileRequests {

    private static final String[] ENDPOINTS = { "victim.echo", "victim.add", "victim.text", "victim.nothing" };
    private static final String[] ELSEWHERE = { "victim.unknown", "victim.echo.more", "victim.ECHO", "victim",
            "$SRV.PING.victim",
            "$SRV.PING.v", "$SRV.STATS.victim", "$SRV.INFO.victim.nobody", "victim.%65cho" };
    private static final String[] ODD_SUBJECTS = { "victim.*", "victim.>", "victim..echo", ".", "victim.echo.", "*", ">" };
    private static final String[] ODD_REPLIES = { "victim.echo", "*", ">", "a..b", ".", "$SYS.REQ.SERVER.PING", "_INBOX.>", "%",
            "\u00e4\u0001", "victim.nothing" };
    private static final String[] HEADER_NAMES = { "Nats-Mesh-Timeout-Ms", "Content-Type", "Nats-Mesh-Caller", "traceparent",
            "tracestate", "baggage", "Nats-Service-Error-Code", "Nats-Mesh-Error", "Nats-Mesh-Seq", "X", "", " ", "\u0000",
            "a b",
            "Nats-Msg-Id", "Status" };
    private static final String[] HEADER_VALUES = { "", " ", "-1", "0", "1", "5000", "9223372036854775807",
            "-9223372036854775808",
            "99999999999999999999", "1e3", "soon", "application/json", "application/json;charset=\u00ff",
            "application/protobuf",
            ";", "APPLICATION/JSON ", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "00-junk", "UTF-8''%",
            "a=b,c=d",
            "\u00c3\u00a4", "\u0000\u0007" };
    private static final String[] VERSIONS = { "NATS/1.0\r\n", "NATS/1.0\r\n", "NATS/1.0\r\n", "NATS/1.0 503\r\n", "NATS/9\r\n",
            "\r\n", "", "NATS/1.0 100 Idle Heartbeat\r\n" };
    private static final String[] JSON = { "{", "}", "[", "]", ",", ":", "\"name\":", "\"count\":", "\"a\":", "\"b\":",
            "\"parts\":[",
            "\"huge\":", "\"prices\":{\"x\":", "null", "true", "1", "-0", "1e999", "1e-99999", "1E999999999", "\"\\ud800\"",
            "\"\"",
            "NaN", "\u00ff\u00fe", "\u00ef\u00bb\u00bf", "/**/", "{\"name\":\"a\"}", "{\"a\":1,\"b\":2}", " " };
    private static final String[] GOOD = {
            "{\"name\":\"a\",\"count\":2,\"parts\":[{\"name\":\"b\"}],\"huge\":12345678901234567890,"
                    + "\"prices\":{\"x\":1.50}}",
            "{\"a\":1,\"b\":2}", "\"text\"", "null", "" };

    private final Random random;

    HostileRequests(Random random) {
        this.random = random;
    }

    /**
     * Writes one.
     *
     * @param replyTo where a reply would be counted
     * @return whether there has to be one
     */
    boolean writeNext(String replyTo, ByteArrayOutputStream target) {
        int place = random.nextInt(20);
        String subject = place == 0 ? any(ODD_SUBJECTS) : any(place < 4 ? ELSEWHERE : ENDPOINTS);
        int kind = random.nextInt(20);
        String reply = kind == 0 ? null : kind == 1 ? oddReply(replyTo) : kind == 2 ? longer(replyTo, 900) : replyTo;
        byte[] headers = random.nextInt(3) == 0 ? null : headers();
        byte[] body = body();
        String sizes = headers == null ? " " + body.length : " " + headers.length + " " + (headers.length + body.length);
        append((headers == null ? "PUB " : "HPUB ") + subject + (reply == null ? "" : " " + reply) + sizes + "\r\n", target);
        if (headers != null) {
            target.writeBytes(headers);
        }
        target.writeBytes(body);
        append("\r\n", target);
        return place > 0 && !subject.endsWith(".nobody") && kind > 1;
    }

    private String oddReply(String replyTo) {
        return random.nextInt(4) == 0 ? longer(replyTo, 4_000) : any(ODD_REPLIES);
    }

    private String longer(String replyTo, int most) {
        return replyTo + "." + "x".repeat(1 + random.nextInt(most));
    }

    private byte[] headers() {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        append(any(VERSIONS), block);
        int lines = random.nextInt(200) == 0 ? 2_000 : random.nextInt(6);
        for (int i = 0; i < lines; i++) {
            append(random.nextInt(8) == 0 ? junk(20) : any(HEADER_NAMES), block);
            append(random.nextInt(10) == 0 ? "" : random.nextBoolean() ? ":" : ": ", block);
            append(random.nextInt(8) == 0 ? junk(random.nextInt(100) == 0 ? 50_000 : 40) : any(HEADER_VALUES), block);
            append(random.nextInt(10) == 0 ? "\n" : "\r\n", block);
        }
        append(random.nextInt(10) == 0 ? "" : "\r\n", block);
        return block.toByteArray();
    }

    private byte[] body() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> changed(bytes(any(GOOD)));
            case 3 -> bytes(any(GOOD));
            case 4, 5, 6 -> json();
            case 7 -> bytes(junk(random.nextInt(1_000) == 0 ? 900_000 : 60));
            case 8 -> nested();
            default -> bytes("{\"huge\":" + (random.nextBoolean() ? "-" : "") + "9".repeat(random.nextInt(1_500)) + "}");
        };
    }

    private byte[] changed(byte[] body) {
        for (int i = random.nextInt(4); i >= 0 && body.length > 0; i--) {
            body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(body, random.nextInt(body.length + 1)) : body;
    }

    private byte[] json() {
        StringBuilder json = new StringBuilder("{");
        for (int i = random.nextInt(12); i > 0; i--) {
            json.append(any(JSON));
        }
        return bytes(json.toString());
    }

    private byte[] nested() {
        String level = any(new String[]{ "[", "{\"parts\":[", "{\"name\":", "{\"unknown\":[{\"a\":" });
        return bytes((random.nextBoolean() ? "{\"a\":1,\"b\":2,\"x\":" : "")
                + level.repeat(random.nextInt(100) == 0 ? 20_000 : random.nextInt(1_200)));
    }

    private String junk(int most) {
        byte[] bytes = new byte[random.nextInt(most + 1)];
        random.nextBytes(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private String any(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static void append(String text, ByteArrayOutputStream target) {
        target.writeBytes(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
