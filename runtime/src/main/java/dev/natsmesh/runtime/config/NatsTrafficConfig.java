package dev.natsmesh.runtime.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import dev.natsmesh.traffic.Balancer;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/**
 * Where this application's calls of a service go, unless the bucket has a traffic policy for it. What is not set is as without a
 * policy. Mistakes fail the start.
 */
@ConfigGroup
public interface NatsTrafficConfig {

    /** The whole policy as JSON, e.g. <code>&#123;"split":[&#123;"version":"1.3.0","percent":100&#125;]&#125;</code>; then nothing else is set. */
    Optional<String> policy();

    /**
     * How many per cent of the calls a version gets, e.g. {@code split."1.3.0"=10}, in steps of 0.1. Those of all versions add up to
     * 100.
     */
    @ConfigDocMapKey("version")
    Map<String, Double> split();

    /** Calls that go to one version whatever the split says. The first that matches counts. */
    List<Rule> rules();

    /** Who gets a copy of calls. What it answers is dropped. */
    Optional<Mirror> mirror();

    /** What goes wrong with calls on purpose. The first that matches a call and hits it counts. */
    List<Fault> faults();

    /** Who chooses the instance. Read and judged, but not followed yet. */
    Optional<Balancer> balancer();

    /** How long a call may take whose caller has no nearer deadline. */
    Optional<Duration> timeout();

    /** How calls are tried again, as far as the method allows it. Not followed yet. */
    Optional<Retries> retries();

    /** When an instance gets no calls for a while. Not followed yet. */
    Optional<Ejection> ejection();

    /** Calls that go to one version. Where both a header and a caller are given, both have to match. */
    @ConfigGroup
    interface Rule {

        /** The name of a header that such calls have. */
        Optional<String> header();

        /** What the header has to be. Empty means anything. */
        Optional<String> value();

        /** The name of the application that makes such calls. */
        Optional<String> caller();

        /** The version that gets them. */
        String version();
    }

    /** Who gets a copy. */
    @ConfigGroup
    interface Mirror {

        /** A version of the same service. Either this or {@code service} is set. */
        Optional<String> version();

        /** Another service, which gets the copy on the same endpoint. */
        Optional<String> service();

        /** Of how many per cent of the calls there is a copy, in steps of 0.1. */
        @WithDefault("100")
        double percent();
    }

    /** What goes wrong. */
    @ConfigGroup
    interface Fault {

        /** Only calls with the header of this name. Empty means all. */
        Optional<String> header();

        /** What the header has to be. Empty means anything. */
        Optional<String> value();

        /** How many per cent of them, in steps of 0.1. Empty means all. */
        OptionalDouble percent();

        /** How long such a call waits before anything else is done with it. */
        Optional<Duration> delay();

        /** The code, from 400 to 599, that it fails with instead of being sent. */
        OptionalInt abort();

        /** Whether its reply is dropped. */
        Optional<Boolean> dropReply();
    }

    /** Further attempts. */
    @ConfigGroup
    interface Retries {

        /** How many attempts may follow the first, from 0 to 100. */
        int maxRetries();

        /** The pause before another attempt. Empty means what the application has. */
        Optional<Duration> delay();
    }

    /** When instances are left out. */
    @ConfigGroup
    interface Ejection {

        /** After how many failures in a row, from 1 on. */
        int maxFailures();

        /** How long the first time. Empty means what the application has. */
        Optional<Duration> backOff();
    }
}
