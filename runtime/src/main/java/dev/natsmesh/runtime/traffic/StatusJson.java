package dev.natsmesh.runtime.traffic;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What an application tells when it is asked which policy it follows. */
public final class StatusJson {

    private StatusJson() {
    }

    /** @param application who tells it, with its version and instance */
    public static byte[] of(String service, String application, String version, String instance, PolicyStatus status) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("type", "dev.natsmesh.v1.traffic");
        answer.put("service", service);
        answer.put("application", application);
        answer.put("version", version);
        answer.put("instance", instance);
        answer.put("source", status.source().name().toLowerCase(Locale.ROOT));
        answer.put("revision", status.revision());
        answer.set("policy", PolicyJson.node(status.policy()));
        if (!status.refused().isEmpty()) {
            ObjectNode refused = answer.putObject("refused");
            refused.put("revision", status.refusedRevision());
            ArrayNode problems = refused.putArray("problems");
            status.refused()
                    .forEach(problem -> problems.addObject().put("path", problem.path()).put("message", problem.message()));
        }
        return answer.toString().getBytes(StandardCharsets.UTF_8);
    }
}
