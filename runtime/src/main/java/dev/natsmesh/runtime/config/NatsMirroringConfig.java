package dev.natsmesh.runtime.config;

import java.util.Optional;
import java.util.Set;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** How calls that this application makes are copied, where the traffic policies of their services have a mirror. */
@ConfigGroup
public interface NatsMirroringConfig {

    /**
     * How many copies may be under way. Calls beyond are not copied, which is counted. They are a part of {@code max-pending-calls}, of
     * which at most a tenth is for copies.
     */
    @WithDefault("256")
    int maxPending();

    /** Whether what calls and their copies are answered is compared, and differences are counted. */
    @WithDefault("false")
    boolean compare();

    /** Properties of JSON objects, wherever they are, that are not compared, e.g. {@code id,createdAt}. Empty means none. */
    Optional<Set<String>> ignoredProperties();
}
