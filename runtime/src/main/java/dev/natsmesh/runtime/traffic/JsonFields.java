package dev.natsmesh.runtime.traffic;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;

import dev.natsmesh.traffic.PolicyProblem;

/** An object of a policy's JSON form: reads its properties by name and keeps account of all mistakes and of where they are. */
final class JsonFields {

    /** Above it a number isn't even out of range. */
    private static final BigDecimal HIGHEST = BigDecimal.valueOf(1_000_000);
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private final JsonNode object;
    private final String path;
    private final List<PolicyProblem> problems;

    /**
     * @param object what should be an object
     * @param path where it is
     * @param known the names it may have
     * @param problems where mistakes go
     */
    JsonFields(JsonNode object, String path, Set<String> known, List<PolicyProblem> problems) {
        this.object = object;
        this.path = path;
        this.problems = problems;
        if (!object.isObject()) {
            problems.add(new PolicyProblem(path, "%s, expected an object".formatted(what(object))));
        }
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                problem(name,
                        "there is no such property, expected one of " + String.join(", ", known.stream().sorted().toList()));
            }
        });
    }

    boolean has(String name) {
        return object.hasNonNull(name);
    }

    Optional<String> text(String name) {
        return value(name, JsonNodeType.STRING, "a text", JsonNode::textValue);
    }

    /** @return the text, or an empty one and a mistake noted */
    String requiredText(String name) {
        return text(name).orElseGet(() -> {
            missing(name, "a text");
            return "";
        });
    }

    boolean flag(String name) {
        return value(name, JsonNodeType.BOOLEAN, "true or false", JsonNode::booleanValue).orElse(false);
    }

    OptionalInt number(String name) {
        Optional<Integer> number = value(name, JsonNodeType.NUMBER, "a whole number",
                node -> node.isIntegralNumber() && node.canConvertToInt() ? node.intValue() : null);
        return number.isPresent() ? OptionalInt.of(number.get()) : OptionalInt.empty();
    }

    /** @return the number, or 0 and a mistake noted */
    int requiredNumber(String name) {
        return number(name).orElseGet(() -> {
            missing(name, "a whole number");
            return 0;
        });
    }

    /** @return per cent in steps of 0.1, as parts of 1,000 */
    OptionalInt perMille(String name) {
        Optional<Integer> share = value(name, JsonNodeType.NUMBER, "a number from 0 to 100 in steps of 0.1",
                JsonFields::perMille);
        return share.isPresent() ? OptionalInt.of(share.get()) : OptionalInt.empty();
    }

    /** @return the same, or 0 and a mistake noted */
    int requiredPerMille(String name) {
        return perMille(name).orElseGet(() -> {
            missing(name, "a number from 0 to 100 in steps of 0.1");
            return 0;
        });
    }

    Optional<Duration> duration(String name) {
        return value(name, JsonNodeType.STRING, "a text as in 500ms, 2s, 1m, 1h or PT0.5S", node -> parsed(node.textValue()));
    }

    /** @return what the function makes of the object of that name */
    <T> Optional<T> object(String name, Set<String> known, Function<JsonFields, T> form) {
        return has(name)
                ? Optional.of(form.apply(new JsonFields(object.get(name), at(name), known, problems)))
                : Optional.empty();
    }

    /** @return what the function makes of the objects of that name */
    <T> List<T> list(String name, Set<String> known, Function<JsonFields, T> form) {
        Optional<JsonNode> array = value(name, JsonNodeType.ARRAY, "a list", Function.identity());
        List<T> values = new ArrayList<>();
        array.ifPresent(elements -> {
            for (int i = 0; i < elements.size(); i++) {
                values.add(form.apply(new JsonFields(elements.get(i), at(name) + "[" + i + "]", known, problems)));
            }
        });
        return values;
    }

    void problem(String name, String message) {
        problems.add(new PolicyProblem(at(name), message));
    }

    private void missing(String name, String expected) {
        if (object.isObject() && !has(name)) {
            problem(name, "it is missing, expected " + expected);
        }
    }

    private <T> Optional<T> value(String name, JsonNodeType type, String expected, Function<JsonNode, T> form) {
        if (!has(name)) {
            return Optional.empty();
        }
        JsonNode node = object.get(name);
        T value = node.getNodeType() == type ? form.apply(node) : null;
        if (value == null) {
            problem(name, "%s, expected %s".formatted(what(node), expected));
        }
        return Optional.ofNullable(value);
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static Integer perMille(JsonNode percent) {
        BigDecimal value = percent.decimalValue().stripTrailingZeros();
        // Looked at before any arithmetic: 1e1000000000 is a short text and a long number.
        if (value.scale() > 1 || value.abs().compareTo(HIGHEST) > 0) {
            return null;
        }
        return value.movePointRight(1).intValueExact();
    }

    private static Duration parsed(String text) {
        var matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            try {
                return Duration.parse(text);
            } catch (DateTimeParseException e) {
                return null;
            }
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    private static String what(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> "'" + node.textValue() + "'";
            case OBJECT -> "it is an object";
            case ARRAY -> "it is a list";
            default -> node.asText() + " is there";
        };
    }
}
