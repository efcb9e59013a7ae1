package dev.natsmesh.deployment.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.util.List;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NoRespondersException;
import dev.natsmesh.deployment.MeshApplication;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;
import io.smallrye.mutiny.Uni;

class TraceTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication
            .of(Echo.class, Echo.EchoService.class, Echo.Nobody.class, Echo.Refused.class, Page.class,
                    Exporter.class)
            .overrideConfigKey("quarkus.otel.traces.exporter", "cdi")
            .overrideConfigKey("quarkus.otel.bsp.schedule.delay", "100ms");

    @Inject
    InMemorySpanExporter exporter;

    @NatsClient
    Echo echo;

    @BeforeEach
    void forget() {
        exporter.reset();
    }

    @Test
    void oneTraceGoesThroughHttpClientAndService() {
        String traceId = RestAssured.get("/page/eventLoop").then().statusCode(200).extract().asString();

        SpanData client = span(SpanKind.CLIENT, "echo/eventLoop");
        SpanData service = span(SpanKind.SERVER, "echo/eventLoop");
        SpanData http = span(SpanKind.SERVER, "GET /page/eventLoop");
        assertThat(List.of(client, service, http)).extracting(SpanData::getTraceId).containsOnly(traceId);
        assertThat(client.getParentSpanId()).isEqualTo(http.getSpanId());
        assertThat(service.getParentSpanId()).isEqualTo(client.getSpanId());
        assertThat(client.getAttributes().get(AttributeKey.stringKey("rpc.system"))).isEqualTo("nats");
        assertThat(client.getAttributes().get(AttributeKey.stringKey("rpc.service"))).isEqualTo("echo");
        assertThat(client.getAttributes().get(AttributeKey.stringKey("rpc.method"))).isEqualTo("eventLoop");
    }

    @Test
    void theTraceIsCurrentOnAWorkerThread() {
        String traceId = RestAssured.get("/page/worker").then().statusCode(200).extract().asString();

        assertThat(span(SpanKind.SERVER, "echo/worker").getTraceId()).isEqualTo(traceId);
    }

    @Test
    void theTraceIsCurrentOnAVirtualThread() {
        String traceId = RestAssured.get("/page/virtualThread").then().statusCode(200).extract().asString();

        assertThat(span(SpanKind.SERVER, "echo/virtualThread").getTraceId()).isEqualTo(traceId);
    }

    @Test
    void aRefusalIsTheCallersErrorAndNotTheServices() {
        catchThrowable(() -> echo.refuse(404));

        SpanData client = span(SpanKind.CLIENT, "echo/refuse");
        assertThat(client.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(client.getAttributes().get(AttributeKey.longKey("nats.service.error_code"))).isEqualTo(404);
        assertThat(span(SpanKind.SERVER, "echo/refuse").getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void aFailureIsTheServicesError() {
        catchThrowable(() -> echo.refuse(503));

        assertThat(span(SpanKind.SERVER, "echo/refuse").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void theTypeOfAnErrorIsItsCodeOrItsException() {
        catchThrowable(() -> echo.refuse(404));
        assertThat(errorType(SpanKind.CLIENT, "echo/refuse")).isEqualTo("404");
        assertThat(errorType(SpanKind.SERVER, "echo/refuse")).as("no error of the service").isNull();
        forget();
        catchThrowable(() -> echo.refuse(503));
        assertThat(errorType(SpanKind.CLIENT, "echo/refuse")).isEqualTo("503");
        assertThat(errorType(SpanKind.SERVER, "echo/refuse")).isEqualTo("503");

        catchThrowable(() -> echo.declared());
        assertThat(errorType(SpanKind.CLIENT, "echo/declared")).isEqualTo(Echo.Refused.class.getName());
        assertThat(errorType(SpanKind.SERVER, "echo/declared")).isNull();

        catchThrowable(() -> echo.relay());
        assertThat(errorType(SpanKind.CLIENT, "echo/relay")).isEqualTo("500");
        assertThat(errorType(SpanKind.SERVER, "echo/relay")).isEqualTo(NoRespondersException.class.getName());
        assertThat(errorType(SpanKind.CLIENT, "nobody/ask")).isEqualTo(NoRespondersException.class.getName());

        echo.worker("traceId");
        assertThat(errorType(SpanKind.CLIENT, "echo/worker")).isNull();
        assertThat(errorType(SpanKind.SERVER, "echo/worker")).isNull();
    }

    private String errorType(SpanKind kind, String name) {
        return span(kind, name).getAttributes().get(AttributeKey.stringKey("error.type"));
    }

    private SpanData span(SpanKind kind, String name) {
        return await().until(() -> exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getKind() == kind && span.getName().equals(name)).findFirst().orElse(null),
                span -> span != null);
    }

    @Path("/page")
    public static class Page {

        @NatsClient
        Echo echo;

        @GET
        @Path("eventLoop")
        public Uni<String> eventLoop() {
            return echo.eventLoop("traceId");
        }

        @GET
        @Path("worker")
        public String worker() {
            return echo.worker("traceId");
        }

        @GET
        @Path("virtualThread")
        public String virtualThread() {
            return echo.virtualThread("traceId");
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
