package dev.natsmesh.traffic;

import java.util.Objects;

/**
 * A mistake in a traffic policy.
 *
 * @param path where it is, as in {@code split[1].version}; empty for the policy as a whole
 * @param message what is there and what was expected
 */
public record PolicyProblem(String path, String message) {

    public PolicyProblem {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(message, "message");
    }

    /** @return both, as in {@code split[1].version: '1.3' is no semantic version, expected one as in 1.3.0} */
    @Override
    public String toString() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
