package dev.natsmesh.runtime.codec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.natsmesh.InvalidArgumentsException;
import dev.natsmesh.InvalidArgumentsException.Violation;

/** Broken constraints as JSON: an object whose {@code violations} are objects with {@code path} and {@code message}. */
final class ViolationsJson {

    /** What stands in the place of an exception's name. */
    static final String NAME = "violations";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ViolationsJson() {
    }

    static byte[] write(InvalidArgumentsException failure) {
        ObjectNode json = MAPPER.createObjectNode();
        ArrayNode violations = json.putArray(NAME);
        for (Violation violation : failure.violations()) {
            violations.addObject().put("path", violation.path()).put("message", violation.message());
        }
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @throws IOException if the body is something else */
    static InvalidArgumentsException read(byte[] body) throws IOException {
        JsonNode json = MAPPER.readTree(body).path(NAME);
        if (!json.isArray()) {
            throw new IOException("there are no violations in it");
        }
        List<Violation> violations = new ArrayList<>();
        json.forEach(violation -> violations
                .add(new Violation(violation.path("path").asText(), violation.path("message").asText())));
        return new InvalidArgumentsException(violations);
    }
}
