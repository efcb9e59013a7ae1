package dev.natsmesh.runtime.traffic;

import java.util.concurrent.atomic.AtomicBoolean;

import dev.natsmesh.runtime.call.Destination;
import dev.natsmesh.runtime.call.Subject;
import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.runtime.call.Subjects;

/** The instances of one version of a service, as calls go to them. */
public final class ServiceVersion implements Destination {

    private final String version;
    private final String address;
    /** Whether nobody was there when it was called last. */
    private final AtomicBoolean missing = new AtomicBoolean();

    /** Whether the NATS server doesn't let this application call it. */
    private volatile boolean forbidden;

    ServiceVersion(String service, String version, SubjectPrefix prefix) {
        this.version = version;
        this.address = prefix.before(Subjects.version(service, version));
    }

    public String version() {
        return version;
    }

    @Override
    public Subject subject(String rest) {
        return Subject.of(address + rest);
    }

    boolean isForbidden() {
        return forbidden;
    }

    void forbid() {
        forbidden = true;
    }

    /** @return whether that is news */
    boolean isMissing(boolean now) {
        return missing.get() != now && missing.compareAndSet(!now, now);
    }

    @Override
    public String toString() {
        return version;
    }
}
