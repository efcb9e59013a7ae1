package dev.natsmesh.runtime.call;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The headers of the wire form. */
public final class HeaderNames {

    /** What is left for the call when the message leaves, in whole milliseconds. */
    public static final String TIMEOUT = "Nats-Mesh-Timeout-Ms";
    /** What the body is; without it, it is what the contract says. */
    public static final String CONTENT_TYPE = "Content-Type";
    /** How the body is compressed; without it, it isn't. */
    public static final String CONTENT_ENCODING = "Content-Encoding";
    /** How the reply's body may be compressed; without it, it mustn't. */
    public static final String ACCEPT_ENCODING = "Accept-Encoding";
    /** That the value is null, where the form of the body has no bytes for it; the body is then empty. */
    public static final String NULL = "Nats-Mesh-Null";
    /** Who calls: {@code application/version/instance}; information, not identity. */
    public static final String CALLER = "Nats-Mesh-Caller";
    /** How many calls led to this one, each made while the one before was served; nobody writes 0. */
    public static final String HOPS = "Nats-Mesh-Hops";
    /** Which attempt a call is, from the second on. */
    public static final String ATTEMPT = "Nats-Mesh-Attempt";
    /** What all messages of one call have in common that may be sent more than once. */
    public static final String IDEMPOTENCY_KEY = "Nats-Mesh-Idempotency-Key";
    /** {@code true} in a copy of a call, whose reply nobody gets. */
    public static final String MIRROR = "Nats-Mesh-Mirror";
    /** The simple name of the contract's exception whose JSON is the body. */
    public static final String ERROR_NAME = "Nats-Mesh-Error";
    /** What went wrong, one ASCII line (ADR-32). */
    public static final String ERROR_TEXT = "Nats-Service-Error";
    /** The error's code (ADR-32). */
    public static final String ERROR_CODE = "Nats-Service-Error-Code";

    /** In an error that is a refusal: after how many milliseconds another attempt may succeed. */
    public static final String RETRY_AFTER = "Nats-Mesh-Retry-After-Ms";
    /** In the service's first message of a stream: the subject on which the service listens to the caller. */
    public static final String STREAM = "Nats-Mesh-Stream";

    /** The number of a stream's item, or of its end, from 1 on. */
    public static final String SEQUENCE = "Nats-Mesh-Seq";

    /** How many items of a stream may be sent in all. */
    public static final String CREDIT = "Nats-Mesh-Credit";

    /** In the first message of each side of a stream: after how many milliseconds of silence it gives the other side up. */
    public static final String LIVENESS = "Nats-Mesh-Liveness-Ms";

    /** What else a message of a stream says: {@code end}, {@code cancel} or {@code alive}. */
    public static final String CONTROL = "Nats-Mesh-Control";

    /** Those of the NATS service API, of bodies and of traces; what begins with {@code Nats-} isn't free either. */
    private static final Set<String> TAKEN = Set.of("content-type", "content-encoding", "accept-encoding", "traceparent",
            "tracestate", "baggage");
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
