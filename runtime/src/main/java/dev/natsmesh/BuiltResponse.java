package dev.natsmesh;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** A response whose headers are known one by one. */
final class BuiltResponse<T> implements Response<T> {

    private final T body;
    private final Map<String, List<String>> headers;

    /** @param headers nobody changes them any more */
    BuiltResponse(T body, Map<String, List<String>> headers) {
        this.body = body;
        this.headers = headers;
    }

    @Override
    public Response<T> with(String name, String value) {
        Objects.requireNonNull(name, "a header's name is null");
        Objects.requireNonNull(value, () -> "the value of the header %s is null".formatted(name));
        Map<String, List<String>> more = new LinkedHashMap<>(headers);
        more.merge(name, List.of(value), (before, added) -> Stream.concat(before.stream(), added.stream()).toList());
        return new BuiltResponse<>(body, more);
    }

    @Override
    public T body() {
        return body;
    }

    @Override
    public List<String> headers(String name) {
        return headers.getOrDefault(name, List.of());
    }

    @Override
    public Set<String> headerNames() {
        return Collections.unmodifiableSet(headers.keySet());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Response<?> response && Objects.equals(body, response.body())
                && headerNames().equals(response.headerNames())
                && headers.entrySet().stream().allMatch(header -> header.getValue().equals(response.headers(header.getKey())));
    }

    @Override
    public int hashCode() {
        return 31 * Objects.hashCode(body) + headers.hashCode();
    }

    @Override
    public String toString() {
        return "Response[%s, %s]".formatted(body, headers);
    }
}
