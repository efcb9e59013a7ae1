package dev.natsmesh.runtime.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The coding {@code gzip}, RFC 1952. */
final class Gzip {

    static final String NAME = "gzip";

    private static final int BUFFER = 8192;

    private Gzip() {
    }

    static byte[] compress(byte[] body) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(body.length / 4);
        try (OutputStream gzip = new Fast(compressed)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // none in memory
        }
        return compressed.toByteArray();
    }

    /**
     * Stops after one byte more than that, whatever the body would become.
     *
     * @throws IOException if it isn't whole or no gzip at all
     */
    static byte[] decompress(byte[] body, int atMost) throws IOException {
        try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body), BUFFER)) {
            return gzip.readNBytes(atMost + 1);
        }
    }

    /** Bodies are on their way for less time than the best compression takes. */
    private static final class Fast extends GZIPOutputStream {

        Fast(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
