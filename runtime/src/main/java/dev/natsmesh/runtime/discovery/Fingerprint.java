package dev.natsmesh.runtime.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is on the wire when an endpoint is called, as hashes: caller and service whose fingerprints are equal read each other.
 *
 * @param kind which messages make a call, in lower case
 * @param request the hash of what the caller sends
 * @param result the hash of the result, or of its items
 * @param errors the hash of the declared exceptions
 */
public record Fingerprint(String kind, String request, String result, String errors) {

    /** In an endpoint's metadata. */
    public static final String METADATA = "nats-mesh.contract";

    /** What is hashed how; texts of another form are not compared. */
    private static final String FORM = "1";
    private static final Pattern TEXT = Pattern
            .compile(Pattern.quote(FORM) + "\\.([a-z-]{1,40})\\.([0-9a-f]{8})\\.([0-9a-f]{8})\\.([0-9a-f]{8})");

    /** Reads what {@link #toString()} writes; empty if it is anything else. */
    public static Optional<Fingerprint> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new Fingerprint(parts.group(1), parts.group(2), parts.group(3), parts.group(4)))
                : Optional.empty();
    }

    /** In which parts the service's differs from this one, for people; empty if they are equal. */
    List<String> differences(Fingerprint served) {
        List<String> differences = new ArrayList<>();
        if (!kind.equals(served.kind)) {
            differences.add("%s here, %s there".formatted(kind, served.kind));
        }
        if (!request.equals(served.request)) {
            differences.add("other request");
        }
        if (!result.equals(served.result)) {
            differences.add("other result");
        }
        if (!errors.equals(served.errors)) {
            differences.add("other exceptions");
        }
        return differences;
    }

    /** The form that travels. */
    @Override
    public String toString() {
        return String.join(".", FORM, kind, request, result, errors);
    }
}
