package dev.natsmesh.deployment.security;

import java.io.PrintWriter;
import java.io.StringWriter;

/** All that is shown of a failed start: messages, causes, stack traces. */
final class StartFailure {

    private StartFailure() {
    }

    static String of(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
