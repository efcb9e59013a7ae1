package dev.natsmesh.runtime.traffic;

import dev.natsmesh.traffic.TrafficPolicy;

/** Is told what becomes of policies, on any thread. */
public interface TrafficListener {

    /**
     * Calls follow that policy from now on.
     *
     * @param source where it comes from
     * @param revision which one it is there, 0 if it isn't counted
     */
    void applied(String service, PolicySource source, long revision, TrafficPolicy policy);

    /** A policy has mistakes, and calls follow the one before. */
    void refused(String service);

    /** A call went to the queue group of all, because nobody serves the version that the policy wants. */
    void fellBack(String service, String version);
}
