package dev.natsmesh.runtime.codec;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReferenceArray;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

/**
 * Parsers that are used again for small bodies: a new one costs as much as what it reads. Whatever is out of the ordinary in a body is
 * left to be read by a new one, so that nobody can tell the difference.
 */
final class KeptParsers {

    /** That a body is to be read by a new parser. */
    static final Object UNREAD = new Object();

    private static final int LARGEST_BODY = 1 << 12;
    private static final int PLACES = 16;
    /** Places that threads use at the same time are in different lines of the processor's cache. */
    private static final int DISTANCE = 16;

    private final JsonFactory factory;
    /** Places, not threads' own variables: those would outlive the application in an event loop that does, in dev mode. */
    private final AtomicReferenceArray<KeptParser> kept = new AtomicReferenceArray<>(PLACES * DISTANCE);

    private KeptParsers(JsonFactory factory) {
        this.factory = factory;
    }

    /** @return {@code null} if parsers of this mapper's can't be used again */
    static KeptParsers of(ObjectMapper mapper) {
        JsonFactory factory = mapper.getFactory();
        StreamReadConstraints limits = factory.streamReadConstraints();
        if (limits.hasMaxDocumentLength() || limits.hasMaxTokenCount() || factory.getInputDecorator() != null) {
            return null; // they count, or wrap, all that one parser reads
        }
        try {
            KeptParser parser = new KeptParser(factory);
            boolean exact = parser.isExact();
            parser.end();
            return exact ? new KeptParsers(factory) : null;
        } catch (IOException | RuntimeException e) { // a form that doesn't begin with blanks
            return null;
        }
    }

    /**
     * @param reader must not look for what follows the value
     * @return {@link #UNREAD} if the body is large, neither object nor array, or wrong in any way
     */
    Object read(ObjectReader reader, byte[] body) {
        int length = length(body);
        if (length == 0) {
            return UNREAD;
        }
        int place = ((int) Thread.currentThread().getId() & PLACES - 1) * DISTANCE;
        KeptParser parser = kept.getAndSet(place, null);
        Object value = UNREAD;
        boolean read = false;
        try {
            if (parser == null) {
                parser = new KeptParser(factory);
            }
            value = parser.read(reader, body, length);
            read = true;
        } catch (IOException | RuntimeException | StackOverflowError e) { // a new parser tells what is wrong, and where
            value = UNREAD;
        }
        if (read && value != UNREAD && parser.canGoOn()) {
            kept.set(place, parser);
        } else {
            end(parser);
        }
        return value;
    }

    /** How long the object or array is without blanks behind it, 0 if the body is something else or large. */
    private static int length(byte[] body) {
        if (body.length > LARGEST_BODY) {
            return 0;
        }
        int end = body.length;
        while (end > 0 && isBlank(body[end - 1])) {
            end--;
        }
        boolean whole = end > 1 && (body[0] == '{' && body[end - 1] == '}' || body[0] == '[' && body[end - 1] == ']');
        return whole ? end : 0;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private static void end(KeptParser parser) {
        try {
            if (parser != null) {
                parser.end();
            }
        } catch (IOException | RuntimeException e) {
            // It is given up anyway.
        }
    }
}
