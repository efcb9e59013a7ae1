package dev.natsmesh.deployment.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.Publish;
import dev.natsmesh.Subscribe;
import dev.natsmesh.deployment.MeshApplication;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.QuarkusUnitTest;

/** Traces go on through events. */
class EventTraceTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Events.class, Subscriber.class, Exporter.class)
            .overrideConfigKey("quarkus.otel.traces.exporter", "cdi")
            .overrideConfigKey("quarkus.otel.bsp.schedule.delay", "100ms");

    @Inject
    InMemorySpanExporter exporter;

    @NatsClient
    Events events;

    @BeforeEach
    void forget() {
        exporter.reset();
    }

    @Test
    void theSubscriberIsInThePublishersTrace() {
        events.happened("well");

        SpanData published = span(SpanKind.PRODUCER, "publish traced.happened");
        SpanData processed = span(SpanKind.CONSUMER, "process traced.*");
        assertThat(processed.getParentSpanId()).isEqualTo(published.getSpanId());
        assertThat(processed.getTraceId()).isEqualTo(published.getTraceId()).isEqualTo(Subscriber.trace);
        assertThat(text(published, "messaging.system")).isEqualTo("nats");
        assertThat(text(published, "messaging.operation.type")).isEqualTo("send");
        assertThat(text(published, "messaging.destination.name")).isEqualTo("traced.happened");
        assertThat(text(processed, "messaging.operation.type")).isEqualTo("process");
        assertThat(text(processed, "code.function.name")).isEqualTo(Subscriber.class.getName() + ".get");
        assertThat(processed.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void aFailureIsTheSubscribersError() {
        events.happened("badly");

        assertThat(span(SpanKind.CONSUMER, "process traced.*").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span(SpanKind.PRODUCER, "publish traced.happened").getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    private static String text(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }

    private SpanData span(SpanKind kind, String name) {
        return await().until(() -> exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getKind() == kind && span.getName().equals(name)).findFirst().orElse(null),
                span -> span != null);
    }

    @NatsClient("traced")
    public interface Events {

        @Publish
        void happened(String how);
    }

    public static class Subscriber {

        static volatile String trace;

        @Subscribe("traced.*")
        void get(String how) {
            trace = Span.current().getSpanContext().getTraceId();
            if (how.equals("badly")) {
                throw new IllegalStateException(how);
            }
        }
    }

    public static class Exporter {
        @Produces
        @Singleton
        InMemorySpanExporter exporter() {
            return InMemorySpanExporter.create();
        }
    }
}
