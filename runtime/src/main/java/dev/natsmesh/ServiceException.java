package dev.natsmesh;

/**
 * A failure with a code and a text, as ADR-32 carries it. A service throws it to say what went wrong; a caller gets it for every
 * failure at the service that is not an exception its contract declares. Codes are used as in HTTP: 4xx is the caller's fault,
 * 5xx the service's.
 */
public sealed class ServiceException extends NatsMeshException permits CallRefusedException, InvalidArgumentsException {

    private static final long serialVersionUID = 1L;

    private final int code;

    /**
     * @param code the error's code, 400 to 599 by convention, at least 1
     * @param text what went wrong, for people; it reaches the caller as one line of ASCII, with what doesn't fit replaced
     */
    public ServiceException(int code, String text) {
        super(text, null);
        this.code = positive(code);
    }

    /** Without a stack trace. */
    ServiceException(String text, int code) {
        super(text);
        this.code = positive(code);
    }

    private static int positive(int code) {
        if (code < 1) {
            throw new IllegalArgumentException("an error's code is a positive number, not " + code);
        }
        return code;
    }

    /**
     * The exception for a code.
     *
     * @param code the error's code, at least 1
     * @param text what went wrong, for people
     * @return a {@link CallRefusedException} if the code is that of a refusal
     */
    public static ServiceException of(int code, String text) {
        return CallRefusedException.isRefusal(code) ? new CallRefusedException(code, text) : new ServiceException(code, text);
    }

    /** @return the error's code, at least 1 */
    public int code() {
        return code;
    }
}
