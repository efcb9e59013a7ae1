package dev.natsmesh.traffic;

import java.util.Objects;
import java.util.Optional;

/**
 * Who gets a copy of calls. What it answers is dropped. Exactly one of version and service is given.
 *
 * @param version a version of the same service
 * @param service another service, which gets the copy on the same endpoint
 * @param perMille of how many of 1,000 calls there is a copy, from 0 to 1,000
 */
public record Mirror(Optional<String> version, Optional<String> service, int perMille) {

    public Mirror {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(service, "service");
    }
}
