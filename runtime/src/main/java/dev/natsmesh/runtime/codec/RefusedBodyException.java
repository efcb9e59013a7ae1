package dev.natsmesh.runtime.codec;

/** What a message's headers tell about its body doesn't fit. A service answers with the code, a caller fails with the text. */
public final class RefusedBodyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;

    RefusedBodyException(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    public int code() {
        return code;
    }
}
