package dev.natsmesh.deployment.model;

import java.lang.reflect.Modifier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.natsmesh.deployment.model.MethodValidator.Problems;
import dev.natsmesh.runtime.call.SubjectPattern;
import dev.natsmesh.runtime.call.SubjectTemplate;

/** Says what is wrong with the place and the subject of a method that gets events. */
record EventMethodValidator(EventMethod subscriber, Problems problems) {

    void validate() {
        if (!subscriber.canBeOfABean()) {
            problems.add(
                    "@Subscribe on %s, whose class can't be a bean; expected a method of a class that is neither abstract nor"
                            + " an inner class",
                    subscriber);
        }
        short flags = subscriber.method().info().flags();
        if (Modifier.isPrivate(flags) || Modifier.isStatic(flags)) {
            problems.add("@Subscribe on %s, which is %s; expected a method that can be called on the bean", subscriber,
                    Modifier.isStatic(flags) ? "static" : "private");
        }
        try {
            SubjectPattern.of(Stream.of(SubjectTemplate.tokens(subscriber.method().subject()))
                    .map(token -> SubjectTemplate.parameterIn(token) == null ? token : "*").collect(Collectors.joining(".")));
        } catch (IllegalArgumentException e) {
            problems.add("@Subscribe(\"%s\") on %s: %s", subscriber.method().subject(), subscriber, e.getMessage());
        }
    }
}
