package dev.natsmesh.runtime.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The arguments of an operation's calls that travel as headers, prepared once. */
public final class HeaderArguments {

    private static final String OPTIONAL = "java.util.Optional<";
    private static final String LIST = "java.util.List<";

    private final int parameters;
    private final Form[] forms;

    private HeaderArguments(List<Parameter> parameters) {
        this.parameters = parameters.size();
        this.forms = IntStream.range(0, parameters.size())
                .filter(place -> parameters.get(place).role() == Parameter.Role.HEADER)
                .mapToObj(place -> Form.of(place, parameters.get(place))).toArray(Form[]::new);
    }

    public static HeaderArguments of(Operation operation) {
        return new HeaderArguments(operation.parameters());
    }

    /**
     * Adds the headers of a call.
     *
     * @param payload the arguments, in the form of {@link Call#payload()}
     */
    public void write(Object payload, Headers headers) {
        for (Form form : forms) {
            form.write(parameters == 1 ? payload : ((Object[]) payload)[form.place], headers);
        }
    }

    /**
     * The argument of that place.
     *
     * @throws IllegalArgumentException if the header is missing and must not be, or has no such value
     */
    public Object read(int place, Headers headers) {
        for (Form form : forms) {
            if (form.place == place) {
                return form.read(headers);
            }
        }
        throw new IllegalStateException("parameter %d is not in a header".formatted(place));
    }

    private record Form(int place, String name, Shape shape, TextForm text) {

        static Form of(int place, Parameter parameter) {
            String type = parameter.type();
            if (type.startsWith(OPTIONAL)) {
                return new Form(place, parameter.name(), Shape.OPTIONAL, element(type, OPTIONAL));
            } else if (type.startsWith(LIST)) {
                return new Form(place, parameter.name(), Shape.LIST, element(type, LIST));
            }
            return new Form(place, parameter.name(), type.indexOf('.') < 0 ? Shape.REQUIRED : Shape.NULLABLE,
                    TextForm.of(type));
        }

        private static TextForm element(String type, String prefix) {
            return TextForm.of(type.substring(prefix.length(), type.length() - 1));
        }

        void write(Object argument, Headers headers) {
            switch (shape) {
                case LIST -> {
                    if (argument != null) {
                        ((List<?>) argument).forEach(element -> add(element, headers));
                    }
                }
                case OPTIONAL -> {
                    if (argument != null) {
                        ((Optional<?>) argument).ifPresent(value -> add(value, headers));
                    }
                }
                case REQUIRED, NULLABLE -> add(argument, headers);
            }
        }

        private void add(Object value, Headers headers) {
            if (value != null) {
                headers.add(name, HeaderValue.encode(TextForm.write(value)));
            }
        }

        Object read(Headers headers) {
            if (shape == Shape.LIST) {
                List<Object> values = new ArrayList<>();
                headers.all(name).forEach(value -> values.add(value(value)));
                return values;
            }
            String found = headers.get(name);
            Object value = found == null ? null : value(found);
            return switch (shape) {
                case OPTIONAL -> Optional.ofNullable(value);
                case REQUIRED -> {
                    if (value == null) {
                        throw new IllegalArgumentException("the header %s is missing; expected %s".formatted(name, text));
                    }
                    yield value;
                }
                case LIST, NULLABLE -> value;
            };
        }

        private Object value(String header) {
            String decoded = HeaderValue.decode(header);
            try {
                return text.read(decoded);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("the header %s is '%s'; expected %s".formatted(name, decoded, text), e);
            }
        }
    }

    /** How often a header occurs, and what stands for none. */
    private enum Shape {
        REQUIRED, NULLABLE, OPTIONAL, LIST
    }
}
