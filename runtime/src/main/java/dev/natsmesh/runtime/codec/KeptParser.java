package dev.natsmesh.runtime.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.databind.ObjectReader;

/** A parser that takes bodies one after the other for values of one stream. For use by one thread at a time. */
final class KeptParser extends InputStream {

    /** What peers make up, like names of properties, piles up in a parser; and one that is used for so much costs nothing. */
    private static final int MOST_BYTES = 1 << 16;
    private static final OutputStream NOWHERE = OutputStream.nullOutputStream();

    private final JsonParser parser;
    /** First of all something that is UTF-8, for the parser's guess of the encoding. */
    private byte[] source = "    ".getBytes(StandardCharsets.US_ASCII);
    private int position;
    private int end = source.length;
    private int sum;

    KeptParser(JsonFactory factory) throws IOException {
        this.parser = factory.createParser(this);
    }

    /** Whether this reads ahead no more than it says. */
    boolean isExact() {
        return parser instanceof UTF8StreamJsonParser;
    }

    /**
     * @param length how much of the body is read; that must be one object or array, or reading fails
     * @return {@link KeptParsers#UNREAD} if the reader has left something
     */
    Object read(ObjectReader reader, byte[] body, int length) throws IOException {
        source = body;
        position = 0;
        end = length;
        sum += length;
        Object value = reader.readValue(parser);
        source = null;
        boolean whole = parser.getParsingContext().inRoot() && parser.releaseBuffered(NOWHERE) == 0 && position == end;
        return whole ? value : KeptParsers.UNREAD;
    }

    /** Whether it can take another body, once a body has been read. */
    boolean canGoOn() {
        return sum < MOST_BYTES && !parser.isClosed();
    }

    /** Gives the parser's buffers back. */
    void end() throws IOException {
        parser.close();
    }

    @Override
    public int read() {
        return position == end ? -1 : source[position++] & 0xff;
    }

    @Override
    public int read(byte[] target, int start, int most) {
        int count = Math.min(most, end - position);
        if (count == 0) {
            return -1;
        }
        System.arraycopy(source, position, target, start, count);
        position += count;
        return count;
    }
}
