package dev.natsmesh.traffic;

import java.util.Objects;
import java.util.Optional;

/**
 * A header that a call has.
 *
 * @param name the header's name, compared with upper and lower case as everywhere in NATS
 * @param value the value that it has to have, exactly; empty for any
 */
public record HeaderMatch(String name, Optional<String> value) {

    public HeaderMatch {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
    }
}
