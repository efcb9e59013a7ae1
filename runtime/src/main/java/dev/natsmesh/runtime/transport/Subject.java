package dev.natsmesh.runtime.transport;

import java.nio.charset.StandardCharsets;

/** Subjects and queue groups as they stand in a frame. */
final class Subject {

    private Subject() {
    }

    /** @throws IllegalArgumentException if it can't stand in a frame, or would forge one */
    static byte[] bytes(String subject) {
        if (subject.isEmpty()) {
            throw new IllegalArgumentException("a subject must not be empty");
        }
        for (int i = 0; i < subject.length(); i++) {
            if (subject.charAt(i) <= ' ') {
                throw new IllegalArgumentException("the subject '%s' has a blank or a control character at %d"
                        .formatted(subject, i));
            }
        }
        return subject.getBytes(StandardCharsets.UTF_8);
    }
}
