package dev.natsmesh.runtime.call;

import java.nio.charset.StandardCharsets;

/** A subject, or a queue group, as text and as it stands in a frame. */
public final class Subject {

    /** In bytes: half of what a line to the server may have, the rest of it being a reply subject and sizes. */
    static final int LONGEST = 2048;

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
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST) {
            throw new IllegalArgumentException("a subject has %d bytes; expected at most %d: %s..."
                    .formatted(bytes.length, LONGEST, name.substring(0, 100)));
        }
        return new Subject(name, bytes);
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
