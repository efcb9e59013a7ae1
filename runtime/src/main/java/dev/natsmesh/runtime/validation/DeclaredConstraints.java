package dev.natsmesh.runtime.validation;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import jakarta.validation.executable.ExecutableValidator;
import jakarta.validation.metadata.CascadableDescriptor;
import jakarta.validation.metadata.ContainerDescriptor;
import jakarta.validation.metadata.MethodDescriptor;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Parameter;
import dev.natsmesh.runtime.call.Validation;
import dev.natsmesh.runtime.call.ValueChecks;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Checks what comes later than a method is called or returns: what is in its {@code Uni}, {@code CompletionStage} or {@code Multi}.
 * Everything else is checked by the bean's interceptor. Each value is put where the method's declaration has it, and the validator
 * is given the whole.
 */
@Singleton
public class DeclaredConstraints implements Validation {

    private final Validator validator;

    DeclaredConstraints(Validator validator) {
        this.validator = validator;
    }

    @Override
    public ValueChecks of(Operation operation, Object bean) {
        Method method = method(operation, bean);
        MethodDescriptor declared = validator.getConstraintsForClass(bean.getClass())
                .getConstraintsForMethod(method.getName(), method.getParameterTypes());
        if (declared == null) {
            return ValueChecks.NONE;
        }
        UnaryOperator<Object> result = containerOf(method.getReturnType());
        int stream = operation.parameters().stream().map(Parameter::role).toList().indexOf(Parameter.Role.STREAM);
        return new Checks(validator.forExecutables(), bean, method,
                result != null && hasConstraints(declared.getReturnValueDescriptor()) ? result : null,
                stream >= 0 && hasConstraints(declared.getParameterDescriptors().get(stream)) ? stream : -1);
    }

    /** The endpoint's method as its contract has it: the only one of its name that is abstract. */
    private static Method method(Operation operation, Object bean) {
        Class<?> contract = Supertypes.find(bean.getClass(), operation.contract());
        return Arrays.stream(contract.getMethods())
                .filter(each -> each.getName().equals(operation.method()) && Modifier.isAbstract(each.getModifiers()))
                .findFirst().orElseThrow(() -> new IllegalStateException("%s has no method %s".formatted(contract, operation)));
    }

    /** Makes what stands for a result that has come. @return {@code null} if the method returns the result itself */
    private static UnaryOperator<Object> containerOf(Class<?> returned) {
        if (returned == Uni.class) {
            return UniValues.Come::new;
        }
        if (returned == Multi.class) {
            return MultiValues.Come::new;
        }
        return returned == CompletionStage.class ? StageValues.Come::new : null;
    }

    private static <D extends CascadableDescriptor & ContainerDescriptor> boolean hasConstraints(D declared) {
        return declared.isCascaded() || !declared.getConstrainedContainerElementTypes().isEmpty();
    }

    /**
     * @param result makes what stands for a result that has come, {@code null} if results need no check
     * @param stream the place of the stream among the arguments, -1 if its items need no check
     */
    private record Checks(ExecutableValidator validator, Object bean, Method method, UnaryOperator<Object> result, int stream)
            implements
                ValueChecks {

        @Override
        public Consumer<Object> ofResults() {
            return result == null
                    ? null
                    : value -> demandNone(validator.validateReturnValue(bean, method, result.apply(value)));
        }

        @Override
        public Consumer<Object> ofItems(Object[] arguments) {
            return stream < 0 ? null : new Consumer<>() {

                private int next;

                @Override
                public void accept(Object item) {
                    Object[] withItem = arguments.clone();
                    withItem[stream] = new MultiValues.Come(item, next++);
                    demandNone(validator.validateParameters(bean, method, withItem));
                }
            };
        }

        private static void demandNone(Set<ConstraintViolation<Object>> violations) {
            if (!violations.isEmpty()) {
                throw new ConstraintViolationException(violations);
            }
        }
    }
}
