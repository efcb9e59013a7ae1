package dev.natsmesh;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The call was refused: with code 401 the caller has to say who it is, with 403 it may not do this, with 429 it calls too often, or
 * has too many calls under way, and with 503 the service has too much to do. The service can refuse, the NATS server, or the caller's
 * own limit. A service refuses by throwing this or a {@link ServiceException} with one of these codes. It has no stack trace, since
 * it is often made when there is no time for one.
 */
public final class CallRefusedException extends ServiceException {

    /** The codes of refusals. */
    private static final Set<Integer> CODES = Set.of(401, 403, 429, 503);

    private static final long serialVersionUID = 1L;

    /** {@code null} if nobody knows. */
    private final Duration retryAfter;

    /**
     * @param code 401, 403, 429 or 503
     * @param text why, for people
     */
    public CallRefusedException(int code, String text) {
        this(code, text, null);
    }

    /**
     * @param code 401, 403, 429 or 503
     * @param text why, for people
     * @param retryAfter after what time another attempt may succeed, which the caller is told in whole milliseconds; {@code null}
     *        if that isn't known
     */
    public CallRefusedException(int code, String text, Duration retryAfter) {
        super(text, code);
        if (!isRefusal(code)) {
            throw new IllegalArgumentException("a refusal's code is one of 401, 403, 429 and 503, not " + code);
        }
        if (retryAfter != null && retryAfter.isNegative()) {
            throw new IllegalArgumentException("another attempt can't succeed before now, but after " + retryAfter);
        }
        this.retryAfter = retryAfter;
    }

    static boolean isRefusal(int code) {
        return CODES.contains(code);
    }

    /** @return after what time another attempt may succeed, as whoever refused expects it; empty if that isn't known */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
