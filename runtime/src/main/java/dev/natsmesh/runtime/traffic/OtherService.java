package dev.natsmesh.runtime.traffic;

import dev.natsmesh.runtime.call.Destination;
import dev.natsmesh.runtime.call.Subject;
import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.runtime.call.Subjects;

/** Another service with the same endpoints, as copies go to it. */
record OtherService(String name, SubjectPrefix prefix) implements Destination {

    @Override
    public Subject subject(String rest) {
        return Subject.of(prefix.before(Subjects.endpoint(name, rest)));
    }
}
