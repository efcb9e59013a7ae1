package dev.natsmesh.runtime.server;

import java.util.List;

import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.HeaderValue;

/** A header of the reply, as applications give it. */
final class ReplyHeader {

    private ReplyHeader() {
    }

    /**
     * Takes the place of one of the same name.
     *
     * @param values any texts
     * @throws IllegalArgumentException if the name is none, or is not free
     */
    static void set(ReceivedCall call, String name, List<String> values) {
        if (!HeaderNames.isName(name) || !HeaderNames.isFree(name)) {
            throw new IllegalArgumentException("a reply can't have the header '%s'; expected letters, digits and"
                    .formatted(name) + " !#$%&'*+-.^_`|~, and no name of NATS, the mesh, bodies or traces");
        }
        call.replyHeader(name, values.stream().map(HeaderValue::encode).toList());
    }
}
