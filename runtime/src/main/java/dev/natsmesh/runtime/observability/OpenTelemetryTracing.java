package dev.natsmesh.runtime.observability;

import java.util.function.BiFunction;
import java.util.regex.Pattern;

import jakarta.annotation.Priority;
import jakarta.inject.Singleton;

import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Stage;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;

/**
 * A span for each attempt on the caller's side and for each call on the service's side, after OpenTelemetry's semantic conventions
 * for RPC; for events one for each publication and one for each method that gets the event, after those for messaging. The context travels in the headers of W3C Trace Context and Baggage. Spans of the service's side are errors only where
 * the service is to blame.
 */
@Singleton
@Priority(200) // around the metrics, so that those can name the trace
public class OpenTelemetryTracing implements Observation {

    /** What stands for several subjects. */
    private static final Pattern VARYING = Pattern.compile("[*>{]");

    private final Tracer tracer;
    private final TextMapPropagator propagator;

    OpenTelemetryTracing(OpenTelemetry openTelemetry) {
        this.tracer = openTelemetry.getTracer("dev.natsmesh");
        this.propagator = openTelemetry.getPropagators().getTextMapPropagator();
    }

    @Override
    public Stage ofClient(Operation operation, Stage next) {
        return sending(operation, spans(operation), SpanKind.CLIENT, next);
    }

    @Override
    public Stage ofPublisher(Operation operation, Stage next) {
        return sending(operation, spans("publish " + operation.subject(), messaging("send", "publish", operation).build()),
                SpanKind.PRODUCER, next);
    }

    private Stage sending(Operation operation, BiFunction<Context, SpanKind, Span> spans, SpanKind kind, Stage next) {
        return (call, completion) -> {
            Context parent = Context.current();
            Span span = spans.apply(parent, kind);
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
        return receiving(operation, spans(operation), SpanKind.SERVER, next);
    }

    /** As for calls. */
    @Override
    public Stage ofSubscriber(Operation operation, Stage next) {
        Attributes attributes = messaging("process", "process", operation)
                .put("code.function.name", operation.contract() + "." + operation.method()).build();
        return receiving(operation, spans("process " + operation.subject(), attributes), SpanKind.CONSUMER, next);
    }

    private static AttributesBuilder messaging(String type, String name, Operation operation) {
        boolean varies = VARYING.matcher(operation.subject()).find();
        return Attributes.builder().put("messaging.system", "nats").put("messaging.operation.type", type)
                .put("messaging.operation.name", name)
                .put(varies ? "messaging.destination.template" : "messaging.destination.name", operation.subject());
    }

    private Stage receiving(Operation operation, BiFunction<Context, SpanKind, Span> spans, SpanKind kind, Stage next) {
        return (call, completion) -> {
            Context parent = propagator.extract(Context.current(), call.headers(), HeaderGetter.INSTANCE);
            Span span = spans.apply(parent, kind);
            parent.with(span).makeCurrent();
            next.handle(call, new SpanEnd(span, operation, OpenTelemetryTracing::isServicesError, completion));
        };
    }

    private static boolean isServicesError(Operation operation, Throwable failure) {
        return Outcome.ofService(operation, failure) == Outcome.SERVER_ERROR;
    }

    private BiFunction<Context, SpanKind, Span> spans(Operation operation) {
        return spans(operation.service() + "/" + operation.name(), Attributes.builder()
                .put("rpc.system", "nats")
                .put("rpc.service", operation.service())
                .put("rpc.method", operation.name())
                .build());
    }

    private BiFunction<Context, SpanKind, Span> spans(String name, Attributes attributes) {
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
