package dev.natsmesh.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A message in plain values, which peers write in the wire form.
 *
 * @param subject with {@code *} for each of the tokens
 */
record Message(String subject, List<String> tokens, Map<String, String> headers, String hex) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Message to(String subject, String... tokens) {
        return new Message(subject, List.of(tokens), Map.of(), "");
    }

    Message with(Map<String, String> added) {
        return new Message(subject, tokens, added, hex);
    }

    Message of(byte[] body) {
        return new Message(subject, tokens, headers, HexFormat.of().formatHex(body));
    }

    Message of(String body) {
        return of(body.getBytes(UTF_8));
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The body of a message that a peer got. */
    static byte[] body(JsonNode message) {
        return HexFormat.of().parseHex(message.path("hex").asText());
    }

    /** The same as a text. */
    static String text(JsonNode message) {
        return new String(body(message), UTF_8);
    }

    /** A header of a message that a peer got, as it reads it. */
    static String header(JsonNode message, String name) {
        return message.path("headers").path(name).asText(null);
    }
}
