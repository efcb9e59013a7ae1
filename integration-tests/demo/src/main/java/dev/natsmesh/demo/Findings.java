package dev.natsmesh.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** What an experiment measured, and which of its expectations were not met. */
final class Findings {

    private final Map<String, Object> values = new LinkedHashMap<>();
    private final List<String> disappointments = new ArrayList<>();
    private String skipped;

    synchronized Findings value(String key, Object value) {
        values.put(key, value);
        return this;
    }

    /** @param expectation what should have been so, for the case that it isn't */
    synchronized Findings expect(boolean met, String expectation, Object... arguments) {
        if (!met) {
            disappointments.add(expectation.formatted(arguments));
        }
        return this;
    }

    synchronized Findings failed(Throwable cause) {
        disappointments.add(cause.getClass().getSimpleName() + ": " + cause.getMessage());
        return this;
    }

    /** It could not be tried. */
    synchronized Findings skipped(String why) {
        skipped = why;
        return this;
    }

    synchronized boolean wasSkipped() {
        return skipped != null;
    }

    synchronized boolean ok() {
        return disappointments.isEmpty();
    }

    /** One line: {@code ok}, {@code FAILED} or {@code SKIPPED}, the values, the reasons. */
    @Override
    public synchronized String toString() {
        if (skipped != null) {
            return "SKIPPED reason=\"" + skipped + "\"";
        }
        StringJoiner line = new StringJoiner(" ").add(ok() ? "ok" : "FAILED");
        values.forEach((key, value) -> line.add(key + "=" + value));
        if (!ok()) {
            line.add("reason=\"" + String.join("; ", disappointments).replaceAll("\\s+", " ") + "\"");
        }
        return line.toString();
    }
}
