package dev.natsmesh.benchmarks.jnats;

import java.io.IOException;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;

import dev.natsmesh.benchmarks.driver.Order;
import dev.natsmesh.benchmarks.driver.Quote;

/** Bodies, by readers and writers that were prepared once. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectReader ORDERS = MAPPER.readerFor(Order.class);
    private static final ObjectReader QUOTES = MAPPER.readerFor(Quote.class);
    private static final ObjectWriter ORDER = MAPPER.writerFor(Order.class);
    private static final ObjectWriter QUOTE = MAPPER.writerFor(Quote.class);

    private Json() {
    }

    static byte[] order(Order order) {
        return write(ORDER, order);
    }

    static byte[] quote(Quote quote) {
        return write(QUOTE, quote);
    }

    static Order order(byte[] body) {
        return read(ORDERS, body);
    }

    static Quote quote(byte[] body) {
        return read(QUOTES, body);
    }

    private static byte[] write(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T read(ObjectReader reader, byte[] body) {
        try {
            return reader.readValue(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
