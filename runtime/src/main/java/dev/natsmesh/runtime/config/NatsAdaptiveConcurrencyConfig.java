package dev.natsmesh.runtime.config;

import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;

/** A concurrency that follows from how long calls take. */
@ConfigGroup
public interface NatsAdaptiveConcurrencyConfig {

    /**
     * Whether how many calls run at once is found out: it grows as long as more calls at once don't take longer, and shrinks when
     * they do. {@code concurrency} is then the most that it becomes, 1000 if that is empty and no worker threads limit it. Empty
     * means no.
     */
    Optional<Boolean> enabled();
}
