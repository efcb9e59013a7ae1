package dev.natsmesh;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The arguments of a call break constraints of Bean Validation, so its method did not run. The code is 400; callers in other
 * languages find the violations as JSON in the reply's body.
 */
public final class InvalidArgumentsException extends ServiceException {

    private static final int BAD_REQUEST = 400;

    private static final long serialVersionUID = 1L;

    private final Violation[] violations;

    /**
     * A constraint that is broken.
     *
     * @param path where, from the parameter on, e.g. {@code order.quantity}
     * @param message what was expected, for people
     */
    public record Violation(String path, String message) implements Serializable {
    }

    /** @param violations all that there are, in the order in which they are told */
    public InvalidArgumentsException(List<Violation> violations) {
        super(BAD_REQUEST, violations.stream().map(violation -> violation.path() + ": " + violation.message())
                .collect(Collectors.joining("; ")));
        this.violations = violations.toArray(Violation[]::new);
    }

    /** @return the broken constraints; where the extension found them, ordered by their paths */
    public List<Violation> violations() {
        return List.of(violations);
    }
}
