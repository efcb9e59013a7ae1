package dev.natsmesh.runtime.traffic;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Finds where two JSON trees differ. The order of properties says nothing, 1 and 1.0 are the same number, and a property that is null
 * is not the same as none.
 *
 * @param ignored the properties that are left out, wherever they are
 */
record JsonDifference(Set<String> ignored) {

    /** @return the JSON pointer of the first difference, {@code null} if there is none */
    String of(JsonNode one, JsonNode other) {
        return of("", one, other);
    }

    private String of(String path, JsonNode one, JsonNode other) {
        if (one.isObject() && other.isObject()) {
            return ofObjects(path, one, other);
        } else if (one.isArray() && other.isArray()) {
            return ofArrays(path, one, other);
        } else if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0 ? null : path;
        }
        return one.equals(other) ? null : path;
    }

    private String ofObjects(String path, JsonNode one, JsonNode other) {
        Set<String> names = new LinkedHashSet<>();
        one.fieldNames().forEachRemaining(names::add);
        other.fieldNames().forEachRemaining(names::add);
        names.removeAll(ignored);
        for (String name : names) {
            String at = path + "/" + name.replace("~", "~0").replace("/", "~1");
            String found = one.has(name) && other.has(name) ? of(at, one.get(name), other.get(name)) : at;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private String ofArrays(String path, JsonNode one, JsonNode other) {
        Iterator<JsonNode> others = other.elements();
        int index = 0;
        for (JsonNode element : one) {
            String at = path + "/" + index++;
            String found = others.hasNext() ? of(at, element, others.next()) : at;
            if (found != null) {
                return found;
            }
        }
        return others.hasNext() ? path + "/" + index : null;
    }
}
