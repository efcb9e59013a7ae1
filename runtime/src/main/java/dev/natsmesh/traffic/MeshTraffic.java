package dev.natsmesh.traffic;

import java.util.Map;

/**
 * The traffic policies that this application follows when it calls services. Inject it where they are looked at, or where policies
 * are made.
 *
 * <pre>
 * &#64;Inject
 * MeshTraffic traffic;
 *
 * String forTheServer = ServerMappings.of(traffic.policies());
 * </pre>
 *
 * <h2>Lifecycle and concurrency</h2>
 * All methods may be called on any thread; none of them blocks.
 */
public interface MeshTraffic {

    /** @return what the calls of each service follow now, by its name; {@link TrafficPolicy#NONE} where there is no policy */
    Map<String, TrafficPolicy> policies();

    /**
     * Reads a policy as the bucket's are read.
     *
     * @param json the policy
     * @return the policy
     * @throws IllegalArgumentException if there are mistakes; the message tells all of them
     */
    TrafficPolicy read(String json);

    /** @return the policy as JSON, to be written into the bucket */
    String write(TrafficPolicy policy);
}
