package dev.natsmesh.runtime.traffic;

/** Where a policy comes from. */
public enum PolicySource {

    /** From nowhere: there is none. */
    NONE,
    /** From the application's configuration. */
    CONFIGURATION,
    /** From the key-value bucket. */
    BUCKET
}
