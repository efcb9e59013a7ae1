package dev.natsmesh.traffic;

import java.util.Objects;
import java.util.Optional;

/**
 * Calls that go to one version whatever the split says. Where both a header and a caller are given, a call has to match both.
 *
 * @param header the header that such a call has
 * @param caller the name of the application that makes the call
 * @param version the semantic version that gets the call
 */
public record VersionRule(Optional<HeaderMatch> header, Optional<String> caller, String version) {

    public VersionRule {
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(caller, "caller");
        Objects.requireNonNull(version, "version");
    }
}
