package dev.natsmesh.runtime.call;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The headers of the wire form. */
public final class HeaderNames {

    /** What is left for the call when the message leaves, in whole milliseconds. */
    public static final String TIMEOUT = "Nats-Mesh-Timeout-Ms";
    /** What the body is; a body that doesn't tell it is JSON. */
    public static final String CONTENT_TYPE = "Content-Type";
    /** Who calls: {@code application/version/instance}; information, not identity. */
    public static final String CALLER = "Nats-Mesh-Caller";
    /** How many calls led to this one, each made while the one before was served; nobody writes 0. */
    public static final String HOPS = "Nats-Mesh-Hops";
    /** Which attempt a call is, from the second on. */
    public static final String ATTEMPT = "Nats-Mesh-Attempt";
    /** The simple name of the contract's exception whose JSON is the body. */
    public static final String ERROR_NAME = "Nats-Mesh-Error";
    /** What went wrong, one ASCII line (ADR-32). */
    public static final String ERROR_TEXT = "Nats-Service-Error";
    /** The error's code (ADR-32). */
    public static final String ERROR_CODE = "Nats-Service-Error-Code";

    /** Those of the NATS service API, of bodies and of traces; what begins with {@code Nats-} isn't free either. */
    private static final Set<String> TAKEN = Set.of("content-type", "content-encoding", "traceparent", "tracestate", "baggage");
    private static final String RESERVED = "nats-";
    /** As in HTTP (RFC 9110). */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    private HeaderNames() {
    }

    /** Whether a header may have that name at all. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Whether applications may use the name as they like. */
    public static boolean isFree(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !lower.startsWith(RESERVED) && !TAKEN.contains(lower);
    }
}
