package dev.natsmesh;

import java.util.Set;

/**
 * The call was refused: with code 401 the caller has to say who it is, with 403 it may not do this, and with 429 it calls too
 * often, or has too many calls under way. The service can refuse, the NATS server, or the caller's own limit. A service refuses by
 * throwing this or a {@link ServiceException} with one of these codes.
 */
public final class CallRefusedException extends ServiceException {

    /** The codes of refusals. */
    private static final Set<Integer> CODES = Set.of(401, 403, 429);

    private static final long serialVersionUID = 1L;

    /**
     * @param code 401, 403 or 429
     * @param text why, for people
     */
    public CallRefusedException(int code, String text) {
        super(code, text);
        if (!isRefusal(code)) {
            throw new IllegalArgumentException("a refusal's code is one of 401, 403 and 429, not " + code);
        }
    }

    static boolean isRefusal(int code) {
        return CODES.contains(code);
    }
}
