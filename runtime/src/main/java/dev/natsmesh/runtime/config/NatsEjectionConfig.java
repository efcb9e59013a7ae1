package dev.natsmesh.runtime.config;

import java.time.Duration;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/**
 * Which instances of the services that this application calls get no calls for a while. They are never all of them: when none is
 * left, calls go to all.
 */
@ConfigGroup
public interface NatsEjectionConfig {

    /** Whether instances are watched at all. If not, calls go to any instance that is connected. */
    @WithDefault("true")
    boolean enabled();

    /**
     * After how many calls in a row that time out or fail with a code of 500 or more an instance gets no calls. At most half of a
     * service's instances are left out for that.
     */
    @WithDefault("5")
    int maxFailures();

    /**
     * How long it gets none the first time. After that it is asked whether it is there, and gets one call, whose end decides: it is
     * back, or waits twice as long. Also how often an instance that doesn't answer is asked. Each pause is up to a quarter longer, at
     * random.
     */
    @WithDefault("1s")
    Duration backOff();

    /** The longest pause between two such trials. */
    @WithDefault("1m")
    Duration maxBackOff();
}
