package dev.natsmesh.runtime.observability;

import java.util.function.BiPredicate;

import jakarta.annotation.Priority;
import jakarta.inject.Singleton;

import dev.natsmesh.ServiceException;
import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Stage;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.instrumentation.api.incubator.semconv.rpc.RpcAttributesGetter;
import io.opentelemetry.instrumentation.api.incubator.semconv.rpc.RpcClientAttributesExtractor;
import io.opentelemetry.instrumentation.api.incubator.semconv.rpc.RpcServerAttributesExtractor;
import io.opentelemetry.instrumentation.api.incubator.semconv.rpc.RpcSpanNameExtractor;
import io.opentelemetry.instrumentation.api.instrumenter.AttributesExtractor;
import io.opentelemetry.instrumentation.api.instrumenter.Instrumenter;
import io.opentelemetry.instrumentation.api.instrumenter.InstrumenterBuilder;

/**
 * A span for each attempt on the caller's side and for each call on the service's side, after OpenTelemetry's semantic conventions
 * for RPC. The context travels in the headers of W3C Trace Context and Baggage. Spans of the service's side are errors only where
 * the service is to blame.
 */
@Singleton
@Priority(200) // around the metrics, so that those can name the trace
public class OpenTelemetryTracing implements Observation {

    private static final String INSTRUMENTATION = "dev.natsmesh";

    private final Instrumenter<Call, Void> client;
    private final Instrumenter<Call, Void> service;

    OpenTelemetryTracing(OpenTelemetry openTelemetry) {
        RpcAttributes attributes = new RpcAttributes();
        client = instrumenter(openTelemetry, attributes, (call, failure) -> true)
                .addAttributesExtractor(RpcClientAttributesExtractor.create(attributes))
                .buildClientInstrumenter(new HeaderSetter());
        service = instrumenter(openTelemetry, attributes, OpenTelemetryTracing::isServicesError)
                .addAttributesExtractor(RpcServerAttributesExtractor.create(attributes))
                .setSpanStatusExtractor(OpenTelemetryTracing::serviceStatus)
                .buildServerInstrumenter(new HeaderGetter());
    }

    private static InstrumenterBuilder<Call, Void> instrumenter(OpenTelemetry openTelemetry, RpcAttributes attributes,
            BiPredicate<Call, Throwable> isError) {
        return Instrumenter.<Call, Void>builder(openTelemetry, INSTRUMENTATION, RpcSpanNameExtractor.create(attributes))
                .addAttributesExtractor(new ErrorAttributes(isError));
    }

    @Override
    public Stage ofClient(Operation operation, Stage next) {
        return (call, completion) -> {
            Context parent = Context.current();
            if (client.shouldStart(parent, call)) {
                next.handle(call, new SpanEnd(client, client.start(parent, call), null, call, completion));
            } else {
                next.handle(call, completion);
            }
        };
    }

    @Override
    public Stage ofService(Operation operation, Stage next) {
        return (call, completion) -> {
            Context parent = Context.current();
            if (service.shouldStart(parent, call)) {
                Context span = service.start(parent, call);
                next.handle(call, new SpanEnd(service, span, span.makeCurrent(), call, completion));
            } else {
                next.handle(call, completion);
            }
        };
    }

    private static void serviceStatus(io.opentelemetry.instrumentation.api.instrumenter.SpanStatusBuilder status, Call call,
            Void response, Throwable error) {
        if (error != null && isServicesError(call, error)) {
            status.setStatus(StatusCode.ERROR);
        }
    }

    private static boolean isServicesError(Call call, Throwable failure) {
        return Outcome.ofService(call.operation(), failure) == Outcome.SERVER_ERROR;
    }

    private static final class RpcAttributes implements RpcAttributesGetter<Call> {

        @Override
        public String getSystem(Call call) {
            return "nats";
        }

        @Override
        public String getService(Call call) {
            return call.operation().service();
        }

        @Override
        public String getMethod(Call call) {
            return call.operation().name();
        }
    }

    /**
     * What kind of error it was, if it counts as one: the code of ADR-32, where there is one, else the exception's class. The code
     * has an attribute of its own, too.
     */
    private record ErrorAttributes(BiPredicate<Call, Throwable> isError) implements AttributesExtractor<Call, Void> {

        private static final AttributeKey<String> TYPE = AttributeKey.stringKey("error.type");
        private static final AttributeKey<Long> CODE = AttributeKey.longKey("nats.service.error_code");

        @Override
        public void onStart(AttributesBuilder attributes, Context parent, Call call) {
        }

        @Override
        public void onEnd(AttributesBuilder attributes, Context context, Call call, Void response, Throwable error) {
            if (error instanceof ServiceException failure) {
                attributes.put(CODE, failure.code());
            }
            if (error != null && isError.test(call, error)) {
                attributes.put(TYPE, error instanceof ServiceException failure
                        ? Integer.toString(failure.code())
                        : error.getClass().getName());
            }
        }
    }

    private static final class HeaderSetter implements TextMapSetter<Call> {

        @Override
        public void set(Call call, String name, String value) {
            if (call != null) {
                call.headers().set(name, value);
            }
        }
    }

    private static final class HeaderGetter implements TextMapGetter<Call> {

        @Override
        public Iterable<String> keys(Call call) {
            return call.headers().names();
        }

        @Override
        public String get(Call call, String name) {
            Headers headers = call == null ? null : call.headers();
            return headers == null ? null : headers.get(name);
        }
    }
}
