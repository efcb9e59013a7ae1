package dev.natsmesh.runtime.transport;

import java.util.Map;

import javax.net.ssl.SSLException;

/** Tells from an exception of a connection attempt that client and server don't agree about TLS. */
final class TlsProblem {

    /** What jnats says, by the text of a plain {@link java.io.IOException}. */
    private static final Map<String, String> DISAGREEMENTS = Map.of(
            "SSL required by server.", "the server wants TLS, and none is configured",
            "SSL connection wanted by client.", "TLS is configured, and the server has none");

    private TlsProblem() {
    }

    /** What is wrong, {@code null} if it isn't about TLS. The texts are the JDK's about certificates: they hold no secret. */
    static String of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return cause.getMessage();
            }
            String disagreement = cause.getMessage() == null ? null : DISAGREEMENTS.get(cause.getMessage());
            if (disagreement != null) {
                return disagreement;
            }
        }
        return null;
    }
}
