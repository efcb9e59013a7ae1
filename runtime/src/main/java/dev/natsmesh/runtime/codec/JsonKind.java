package dev.natsmesh.runtime.codec;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonAnyFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonArrayFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonBooleanFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonIntegerFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonMapFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonNumberFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonObjectFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonStringFormatVisitor;

/** What values of a type are in JSON, in words for peers, who know nothing of Java's types. */
final class JsonKind extends JsonFormatVisitorWrapper.Base {

    static final String UNKNOWN = "a value of its type";
    static final String TEXT = "a text";

    private String words = UNKNOWN;

    private JsonKind() {
    }

    /** Looked up anew each time: it is asked for bodies that are wrong. */
    static String of(ObjectMapper mapper, JavaType type) {
        if (type.getRawClass() == byte[].class) {
            return "binary data";
        }
        JsonKind kind = new JsonKind();
        try {
            mapper.acceptJsonFormatVisitor(type, kind);
        } catch (JsonMappingException | RuntimeException e) { // a type that can only be read: there are no words for it
            return kind.words;
        }
        return kind.words;
    }

    @Override
    public JsonObjectFormatVisitor expectObjectFormat(JavaType type) {
        words = "an object";
        return null;
    }

    @Override
    public JsonMapFormatVisitor expectMapFormat(JavaType type) {
        words = "an object";
        return null;
    }

    @Override
    public JsonArrayFormatVisitor expectArrayFormat(JavaType type) {
        words = "an array";
        return null;
    }

    @Override
    public JsonStringFormatVisitor expectStringFormat(JavaType type) {
        words = TEXT;
        return null;
    }

    @Override
    public JsonNumberFormatVisitor expectNumberFormat(JavaType type) {
        words = "a number";
        return null;
    }

    @Override
    public JsonIntegerFormatVisitor expectIntegerFormat(JavaType type) {
        words = "a whole number";
        return null;
    }

    @Override
    public JsonBooleanFormatVisitor expectBooleanFormat(JavaType type) {
        words = "true or false";
        return null;
    }

    @Override
    public JsonAnyFormatVisitor expectAnyFormat(JavaType type) {
        words = "any value";
        return null;
    }
}
