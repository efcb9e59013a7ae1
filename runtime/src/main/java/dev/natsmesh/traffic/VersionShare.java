package dev.natsmesh.traffic;

import java.util.Objects;

/**
 * What one version gets of a service's calls.
 *
 * @param version the semantic version that gets them, as in {@code 1.3.0}
 * @param perMille how many of 1,000, from 0 to 1,000
 */
public record VersionShare(String version, int perMille) {

    public VersionShare {
        Objects.requireNonNull(version, "version");
    }
}
