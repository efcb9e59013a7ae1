package dev.natsmesh.runtime.codec;

import java.util.List;
import java.util.Set;

import dev.natsmesh.Response;
import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.HeaderValue;
import dev.natsmesh.runtime.call.Headers;

/** A response that has come. Its headers are read when somebody asks for one. */
final class ReceivedResponse implements Response<Object> {

    private final Object body;
    /** Those of the message, {@code null} once they are read. */
    private Headers headers;
    /** The response with its headers, {@code null} until they are read. */
    private Response<Object> read;

    ReceivedResponse(Object body, Headers headers) {
        this.body = body;
        this.headers = headers;
    }

    /** Any thread may be the first to ask. */
    private synchronized Response<Object> read() {
        if (read == null) {
            read = Response.of(body);
            headers.forEach((name, value) -> {
                if (HeaderNames.isName(name) && HeaderNames.isFree(name)) {
                    read = read.with(name, HeaderValue.decode(value));
                }
            });
            headers = null;
        }
        return read;
    }

    @Override
    public Response<Object> with(String name, String value) {
        return read().with(name, value);
    }

    @Override
    public Object body() {
        return body;
    }

    @Override
    public List<String> headers(String name) {
        return read().headers(name);
    }

    @Override
    public Set<String> headerNames() {
        return read().headerNames();
    }

    @Override
    public boolean equals(Object other) {
        return this == other || read().equals(other);
    }

    @Override
    public int hashCode() {
        return read().hashCode();
    }

    @Override
    public String toString() {
        return read().toString();
    }
}
