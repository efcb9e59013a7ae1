package dev.natsmesh.runtime.deduplication;

import dev.natsmesh.runtime.call.Headers;

/** A call that came in a message, and whose answer may have headers that the application adds. */
public interface AnsweredCall {

    /** The subject that the message came on. */
    String subject();

    /** {@code null} for none; nobody changes them. */
    Headers addedHeaders();

    /** @param headers {@code null} for none; they are not changed */
    void addHeaders(Headers headers);
}
