package dev.natsmesh.runtime.call;

import java.nio.charset.StandardCharsets;

/** A subject, or a queue group, as text and as it stands in a frame. */
public final class Subject {

    private final String name;
    private final byte[] bytes;

    private Subject(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /** @throws IllegalArgumentException if it can't stand in a frame, or would forge one */
    public static Subject of(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a subject must not be empty");
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) <= ' ') {
                throw new IllegalArgumentException("the subject '%s' has a blank or a control character at %d"
                        .formatted(name, i));
            }
        }
        return new Subject(name, name.getBytes(StandardCharsets.UTF_8));
    }

    /** In UTF-8; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return name;
    }
}
