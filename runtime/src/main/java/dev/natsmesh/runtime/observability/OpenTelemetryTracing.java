package dev.natsmesh.runtime.observability;

import java.util.function.BiFunction;

import jakarta.annotation.Priority;
import jakarta.inject.Singleton;

import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Stage;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;

/**
 * A span for each attempt on the caller's side and for each call on the service's side, after OpenTelemetry's semantic conventions
 * for RPC. The context travels in the headers of W3C Trace Context and Baggage. Spans of the service's side are errors only where
 * the service is to blame.
 */
@Singleton
@Priority(200) // around the metrics, so that those can name the trace
public class OpenTelemetryTracing implements Observation {

    private final Tracer tracer;
    private final TextMapPropagator propagator;

    OpenTelemetryTracing(OpenTelemetry openTelemetry) {
        this.tracer = openTelemetry.getTracer("dev.natsmesh");
        this.propagator = openTelemetry.getPropagators().getTextMapPropagator();
    }

    @Override
    public Stage ofClient(Operation operation, Stage next) {
        BiFunction<Context, SpanKind, Span> spans = spans(operation);
        return (call, completion) -> {
            Context parent = Context.current();
            Span span = spans.apply(parent, SpanKind.CLIENT);
            propagator.inject(parent.with(span), call.headers(), Headers::set);
            next.handle(call, new SpanEnd(span, operation, (of, failure) -> true, completion));
        };
    }

    /**
     * The span is the current one of the call's own Vert.x context, and stays it: what is logged there when the call has ended
     * still belongs to the trace, and the context is no other call's.
     */
    @Override
    public Stage ofService(Operation operation, Stage next) {
        BiFunction<Context, SpanKind, Span> spans = spans(operation);
        return (call, completion) -> {
            Context parent = propagator.extract(Context.current(), call.headers(), HeaderGetter.INSTANCE);
            Span span = spans.apply(parent, SpanKind.SERVER);
            parent.with(span).makeCurrent();
            next.handle(call, new SpanEnd(span, operation, OpenTelemetryTracing::isServicesError, completion));
        };
    }

    private static boolean isServicesError(Operation operation, Throwable failure) {
        return Outcome.ofService(operation, failure) == Outcome.SERVER_ERROR;
    }

    private BiFunction<Context, SpanKind, Span> spans(Operation operation) {
        String name = operation.service() + "/" + operation.name();
        Attributes attributes = Attributes.builder()
                .put("rpc.system", "nats")
                .put("rpc.service", operation.service())
                .put("rpc.method", operation.name())
                .build();
        return (parent, kind) -> tracer.spanBuilder(name).setParent(parent).setSpanKind(kind).setAllAttributes(attributes)
                .startSpan();
    }

    private enum HeaderGetter implements TextMapGetter<Headers> {

        INSTANCE;

        @Override
        public Iterable<String> keys(Headers headers) {
            return headers.names();
        }

        @Override
        public String get(Headers headers, String name) {
            return headers.get(name);
        }
    }
}
