package dev.natsmesh.runtime.call;

/** What a service's metadata in discovery tells beside what ADR-32 knows. */
public final class MetadataKeys {

    /** What the subjects of its endpoints begin with, if there is such a prefix. */
    public static final String SUBJECT_PREFIX = "nats-mesh.subject-prefix";
    /** {@code true} if each instance also listens on {@link Subjects#instance}. */
    public static final String ADDRESSABLE = "nats-mesh.addressable";

    /** {@code true} if the instance gets no other calls than those for it or for its version. */
    public static final String DARK = "nats-mesh.dark";

    /** {@code draining} of an instance that takes no more calls; otherwise there is none. */
    public static final String STATE = "nats-mesh.state";

    private MetadataKeys() {
    }
}
