package dev.natsmesh.runtime.validation;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;

import dev.natsmesh.InvalidArgumentsException;
import dev.natsmesh.InvalidArgumentsException.Violation;
import dev.natsmesh.runtime.call.FailureTranslation;
import dev.natsmesh.runtime.call.Operation;

/**
 * Tells callers which of their arguments are wrong. Only constraints on the parameters of the method that was called are the
 * caller's fault: those on its result, or on what the method calls in turn, are the service's.
 */
@Singleton
public class BrokenConstraints implements FailureTranslation {

    @Override
    public Throwable translate(Operation operation, Throwable failure) {
        if (!(failure instanceof ConstraintViolationException broken)) {
            return failure;
        }
        Set<ConstraintViolation<?>> violations = broken.getConstraintViolations();
        if (violations == null || violations.isEmpty()
                || !violations.stream().allMatch(violation -> isOfArguments(operation, violation))) {
            return failure;
        }
        int method = operation.method().length() + 1;
        List<Violation> told = violations.stream()
                .map(violation -> new Violation(violation.getPropertyPath().toString().substring(method),
                        violation.getMessage()))
                .sorted(Comparator.comparing(Violation::path).thenComparing(Violation::message)).toList();
        return new InvalidArgumentsException(told);
    }

    private static boolean isOfArguments(Operation operation, ConstraintViolation<?> violation) {
        Iterator<Path.Node> path = violation.getPropertyPath().iterator();
        Path.Node method = path.next();
        return method.getKind() == ElementKind.METHOD && method.getName().equals(operation.method()) && path.hasNext()
                && isParameter(path.next().getKind())
                && Supertypes.find(violation.getRootBeanClass(), operation.contract()) != null;
    }

    private static boolean isParameter(ElementKind kind) {
        return kind == ElementKind.PARAMETER || kind == ElementKind.CROSS_PARAMETER;
    }
}
