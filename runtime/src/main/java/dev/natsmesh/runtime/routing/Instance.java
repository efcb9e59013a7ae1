package dev.natsmesh.runtime.routing;

import java.util.concurrent.atomic.AtomicBoolean;

import dev.natsmesh.runtime.call.Destination;
import dev.natsmesh.runtime.call.Subject;
import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.runtime.call.Subjects;

/** An instance of a service that can be called by itself. What changes belongs to its {@link ServiceRoute}. */
public final class Instance implements Destination {

    /** What an instance is worth to those who call. */
    enum State {
        /** It gets calls. */
        SERVING,
        /** Nobody listens at its subject: it is on its way to another server, or has left. It gets none until that is known. */
        ABSENT,
        /** It has failed too often, and gets none for a while. */
        EJECTED,
        /** That while is over: it may get one call, whose end decides. */
        ON_TRIAL,
        /** It doesn't answer when it is asked, and gets none until it is heard of again. */
        SILENT
    }

    private final String id;
    private final String version;
    private final boolean dark;
    private final String address;
    private final long seed;
    State state = State.SERVING;
    /** How many calls have failed since one has succeeded. Read without the lock: a success that sees 0 has nothing to change. */
    volatile int failures;
    /** How many times it has been ejected since it last worked. */
    int ejections;
    /** When something was heard of it last, on the clock of the route. */
    long heard;
    /** How many times in a row nobody listened where it was asked. */
    int absences;
    /** Whether it is on trial and still waits for its one call. */
    final AtomicBoolean waitsForCall = new AtomicBoolean();
    /** Since when it is on trial. */
    long onTrialSince;

    /** @param dark whether it gets no other calls than those of its version */
    Instance(String service, String id, String version, boolean dark, SubjectPrefix prefix) {
        this.id = id;
        this.version = version;
        this.dark = dark;
        this.address = prefix.before(Subjects.instance(service, id));
        this.seed = Rendezvous.mix(Rendezvous.hash(id));
    }

    public String id() {
        return id;
    }

    String version() {
        return version;
    }

    boolean isDark() {
        return dark;
    }

    /** What it is to {@link Rendezvous}. */
    long seed() {
        return seed;
    }

    @Override
    public Subject subject(String rest) {
        return Subject.of(address + rest);
    }

    @Override
    public String toString() {
        return id;
    }
}
