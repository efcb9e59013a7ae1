package dev.natsmesh.runtime.config;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithDefault;

/** What services remember of calls of {@code @Deduplicate} methods. */
@ConfigGroup
public interface NatsDeduplicationConfig {

    /** How many answered calls are remembered of each endpoint. With more, those that were used least are forgotten first. */
    @WithDefault("10000")
    int maxCalls();

    /** How much memory they may take, for each endpoint. A call counts as its reply and about 1 KiB. */
    @WithDefault("16M")
    MemorySize memory();
}
