package dev.natsmesh.runtime.codec;

import com.fasterxml.jackson.core.JsonFactory;

/** Another form for the values that Jackson writes as JSON. */
public interface JacksonFormat {

    /** What its bodies are, in the header {@code Content-Type}. */
    String contentType();

    /** What it is called in messages. */
    String name();

    /** @param json JSON's own, for its limits */
    JsonFactory factory(JsonFactory json);
}
