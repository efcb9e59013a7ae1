package dev.natsmesh.runtime.traffic;

import java.io.IOException;
import java.util.Arrays;
import java.util.Set;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.codec.ContentType;
import dev.natsmesh.runtime.codec.OperationCodec;

/** Compares what calls of one operation and their copies were answered: JSON as trees, anything else byte by byte. */
final class Comparison {

    private static final Logger LOG = Logger.getLogger(Comparison.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Operation operation;
    private final OperationCodec codec;
    private final JsonDifference differences;

    Comparison(Operation operation, OperationCodec codec, Set<String> ignoredProperties) {
        this.operation = operation;
        this.codec = codec;
        this.differences = new JsonDifference(ignoredProperties);
    }

    Difference of(Answer one, Answer other) {
        if (!one.endsAs(other)) {
            LOG.debugf("%s: a copy ended otherwise than its call", operation);
            return Difference.OUTCOME;
        }
        return haveSameBody(one, other) ? Difference.NONE : Difference.BODY;
    }

    private boolean haveSameBody(Answer one, Answer other) {
        ContentType form = one.isError() ? ContentType.JSON : codec.reply().contentType();
        if (form == ContentType.NOTHING || Arrays.equals(one.body(), other.body()) && one.isNull() == other.isNull()) {
            return true;
        }
        try {
            byte[] first = bytes(one);
            byte[] second = bytes(other);
            return form == ContentType.JSON && first.length > 0 && second.length > 0
                    ? isSame(first, second)
                    : Arrays.equals(first, second) && (first.length > 0 || one.isNull() == other.isNull());
        } catch (IOException | RuntimeException e) {
            LOG.debugf(e, "%s: an answer can't be read, so it differs", operation);
            return false;
        }
    }

    private byte[] bytes(Answer answer) {
        return codec.bodies().decompressed(codec.reply(), answer.encoding(), answer.body());
    }

    private boolean isSame(byte[] one, byte[] other) throws IOException {
        String where = differences.of(JSON.readTree(one), JSON.readTree(other));
        if (where != null) {
            LOG.debugf("%s: a copy was answered otherwise than its call, at '%s'", operation, where);
        }
        return where == null;
    }
}
