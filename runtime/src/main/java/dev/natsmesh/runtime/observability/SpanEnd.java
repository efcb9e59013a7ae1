package dev.natsmesh.runtime.observability;

import java.util.function.BiPredicate;

import dev.natsmesh.ServiceException;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Operation;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/**
 * Ends a call's span with the call. A failure has an event, and the code of ADR-32, where there is one. What counts as an error is
 * one by its status and by {@code error.type}: that code, else the exception's class.
 *
 * @param isError whether a failure of the operation is an error of this side
 */
record SpanEnd(Span span, Operation operation, BiPredicate<Operation, Throwable> isError,
        Completion completion) implements Completion {

    private static final AttributeKey<String> TYPE = AttributeKey.stringKey("error.type");
    private static final AttributeKey<Long> CODE = AttributeKey.longKey("nats.service.error_code");

    @Override
    public void note(String name, String value) {
        span.setAttribute(name, value);
        completion.note(name, value);
    }

    @Override
    public void success(Object result) {
        span.end();
        completion.success(result);
    }

    @Override
    public void failure(Throwable failure) {
        span.recordException(failure);
        if (failure instanceof ServiceException service) {
            span.setAttribute(CODE, (long) service.code());
        }
        if (isError.test(operation, failure)) {
            span.setStatus(StatusCode.ERROR);
            span.setAttribute(TYPE, failure instanceof ServiceException service
                    ? Integer.toString(service.code())
                    : failure.getClass().getName());
        }
        span.end();
        completion.failure(failure);
    }
}
