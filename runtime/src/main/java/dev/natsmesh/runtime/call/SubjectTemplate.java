package dev.natsmesh.runtime.call;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The subjects of an operation's calls, prepared once: one subject for all of them, or one with places for arguments. A place is a
 * whole token, {@code {name}}, and the parameter of that name has the {@linkplain Parameter.Role#TOKEN role} of a token.
 */
public final class SubjectTemplate {

    private static final String REST = ">";

    private final Operation operation;
    private final String[] tokens;
    /** For each token the place of its argument, or -1. */
    private final int[] places;
    /** What is sent to, if there is no argument in it. */
    private final Subject constant;

    private SubjectTemplate(Operation operation, String subject) {
        this.operation = operation;
        this.tokens = tokens(subject);
        this.places = Stream.of(tokens).mapToInt(token -> place(operation.parameters(), token)).toArray();
        this.constant = hasArguments() ? null : Subject.of(subject);
    }

    /** @param subject one with the operation's tokens in it, the prefix included */
    public static SubjectTemplate of(Operation operation, String subject) {
        return new SubjectTemplate(operation, subject);
    }

    /** What stands between the dots. */
    public static String[] tokens(String subject) {
        return subject.split("\\.", -1);
    }

    /** The parameter's name in a token, {@code null} if it is a token as it stands. */
    public static String parameterIn(String token) {
        return token.length() > 1 && token.startsWith("{") && token.endsWith("}")
                ? token.substring(1, token.length() - 1)
                : null;
    }

    private static int place(List<Parameter> parameters, String token) {
        String name = parameterIn(token);
        return name == null
                ? -1
                : IntStream.range(0, parameters.size())
                        .filter(i -> parameters.get(i).role() == Parameter.Role.TOKEN && parameters.get(i).name().equals(name))
                        .findFirst().orElseThrow();
    }

    public boolean hasArguments() {
        return Arrays.stream(places).anyMatch(place -> place >= 0);
    }

    /** What to subscribe to: all subjects that there are for this template. */
    public String pattern() {
        return IntStream.range(0, tokens.length).mapToObj(i -> places[i] < 0 ? tokens[i] : "*")
                .collect(Collectors.joining("."));
    }

    /** One of the subjects, for people: each argument is its parameter's name. */
    public String example() {
        return IntStream.range(0, tokens.length).mapToObj(i -> places[i] < 0 ? tokens[i] : parameterIn(tokens[i]))
                .collect(Collectors.joining("."));
    }

    /**
     * The subject of a call.
     *
     * @param payload the arguments, in the form of {@link Call#payload()}
     * @throws IllegalArgumentException if an argument is {@code null}, or makes the subject too long
     */
    public Subject subject(Object payload) {
        return constant != null ? constant : withArguments(payload);
    }

    private Subject withArguments(Object payload) {
        StringBuilder subject = new StringBuilder(64);
        for (int i = 0; i < tokens.length; i++) {
            if (i > 0) {
                subject.append('.');
            }
            subject.append(places[i] < 0 ? tokens[i] : token(payload, i));
        }
        if (subject.length() > Subject.LONGEST) {
            throw new IllegalArgumentException("%s: its arguments make a subject of %d characters; NATS takes %d at most, so"
                    .formatted(operation, subject.length(), Subject.LONGEST) + " what is long has to be in the body");
        }
        return Subject.of(subject.toString());
    }

    private String token(Object payload, int index) {
        Object argument = operation.parameters().size() == 1 ? payload : ((Object[]) payload)[places[index]];
        if (argument == null) {
            throw new IllegalArgumentException("%s: the argument %s is null; it is a token of the subject, so expected a value"
                    .formatted(operation, operation.parameters().get(places[index]).name()));
        }
        return SubjectToken.encode(TextForm.write(argument));
    }

    /** Where in a subject the argument of that place stands. */
    public Position position(int place) {
        int index = IntStream.range(0, tokens.length).filter(i -> places[i] == place).findFirst().orElseThrow();
        return new Position(index, tokens[tokens.length - 1].equals(REST) ? Position.FROM_START : tokens.length - 1 - index,
                operation.parameters().get(place).name(), TextForm.of(operation.parameters().get(place).type()));
    }

    /**
     * Where an argument stands in subjects.
     *
     * @param index how many tokens are before it
     * @param behind how many are behind it, by which it is found where a subject has something else before it; or {@link #FROM_START}
     */
    public record Position(int index, int behind, String parameter, TextForm form) {

        /** How many tokens are behind it is not known. */
        static final int FROM_START = -1;

        /**
         * The argument that is in a subject.
         *
         * @throws IllegalArgumentException if it is not one that a caller writes
         */
        public Object read(String subject) {
            String text = SubjectToken.decode(behind == FROM_START ? fromStart(subject) : fromEnd(subject));
            try {
                return form.read(text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("the token for %s is '%s'; expected %s".formatted(parameter, text, form),
                        e);
            }
        }

        private String fromStart(String subject) {
            int start = 0;
            for (int i = 0; i < index; i++) {
                start = subject.indexOf('.', start) + 1;
            }
            int end = subject.indexOf('.', start);
            return subject.substring(start, end < 0 ? subject.length() : end);
        }

        private String fromEnd(String subject) {
            int end = subject.length();
            for (int i = 0; i < behind; i++) {
                end = subject.lastIndexOf('.', end - 1);
            }
            return subject.substring(subject.lastIndexOf('.', end - 1) + 1, end);
        }
    }
}
