package dev.natsmesh.runtime.routing;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.natsmesh.runtime.call.MetadataKeys;

/**
 * What an instance says of itself: an announcement, or an answer to {@code $SRV.PING}, which has its state among its metadata.
 *
 * @param version what it is
 * @param dark whether it gets no other calls than those of its version
 * @param addressable whether it has a subject of its own
 * @param leaves whether it says that it leaves
 * @param nextMillis within how many milliseconds it will announce itself again, 0 if it doesn't say
 */
record InstanceMessage(String id, String version, boolean dark, boolean addressable, boolean leaves, long nextMillis) {

    private static final JsonMapper JSON = new JsonMapper();
    /** What may stand in a subject and in logs of what a peer says. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /**
     * @param service of which service's instances
     * @param prefix what the subjects of those begin with that are meant. One that has no subject of its own says nothing of it
     * @return empty for what is neither
     */
    static Optional<InstanceMessage> parse(byte[] body, String service, String prefix) {
        JsonNode message;
        try {
            message = JSON.readTree(body);
        } catch (IOException e) {
            return Optional.empty();
        }
        String id = message.path("id").asText();
        JsonNode metadata = message.path("metadata");
        if (!ID.matcher(id).matches() || !message.path("name").asText().equals(service)) {
            return Optional.empty();
        }
        boolean addressable = metadata.path(MetadataKeys.ADDRESSABLE).asText().equals("true");
        if (addressable && !metadata.path(MetadataKeys.SUBJECT_PREFIX).asText().equals(prefix)) {
            return Optional.empty();
        }
        return Optional.of(new InstanceMessage(id, message.path("version").asText(),
                metadata.path(MetadataKeys.DARK).asText().equals("true"), addressable,
                isLeaving(message.path("state").asText()) || isLeaving(metadata.path(MetadataKeys.STATE).asText()),
                message.path("next_ms").asLong()));
    }

    private static boolean isLeaving(String state) {
        return state.equals("draining") || state.equals("down");
    }
}
