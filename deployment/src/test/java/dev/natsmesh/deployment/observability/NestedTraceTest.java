package dev.natsmesh.deployment.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.jboss.logging.MDC;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.ServiceException;
import dev.natsmesh.deployment.MeshApplication;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;

class NestedTraceTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication
            .of(Front.class, Middle.class, MiddleService.class, Back.class, BackService.class, Refused.class, Exporter.class)
            .overrideConfigKey("quarkus.otel.traces.exporter", "cdi")
            .overrideConfigKey("quarkus.otel.metrics.exporter", "none")
            .overrideConfigKey("quarkus.otel.bsp.schedule.delay", "100ms");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    InMemorySpanExporter exporter;

    @NatsClient
    Back back;

    @BeforeEach
    void forget() {
        exporter.reset();
    }

    @Test
    void oneTraceGoesFromHttpThroughTwoServicesOnEventLoops() {
        assertChain("/front/uni", "uni", "traceIdLater");
    }

    @Test
    void oneTraceGoesThroughServicesOnWorkerThreads() {
        assertChain("/front/blocking", "blocking", "traceId");
    }

    @Test
    void oneTraceGoesThroughServicesOnVirtualThreads() {
        assertChain("/front/virtual", "virtual", "traceId");
    }

    @Test
    void aFailureThatNobodyForesawIsTheServicesError() {
        assertThat(catchThrowable(() -> back.fail())).isInstanceOf(ServiceException.class);

        assertThat(only(spans(2), SpanKind.SERVER).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void aDeclaredExceptionIsNoErrorOfTheService() {
        assertThat(catchThrowable(() -> back.refuse())).isInstanceOf(Refused.class);

        List<SpanData> spans = spans(2);
        assertThat(only(spans, SpanKind.CLIENT).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(only(spans, SpanKind.SERVER).getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    /** HTTP, then client and service of Middle, then of Back; what the innermost method and its log see is that same trace. */
    private void assertChain(String path, String method, String inner) {
        String seen = RestAssured.get(path).then().statusCode(200).extract().asString();

        List<SpanData> spans = spans(5);
        SpanData http = spans.stream().filter(span -> span.getName().startsWith("GET")).findFirst().orElseThrow();
        SpanData toMiddle = only(spans, "middle/" + method, SpanKind.CLIENT);
        SpanData middle = only(spans, "middle/" + method, SpanKind.SERVER);
        SpanData toBack = only(spans, "back/" + inner, SpanKind.CLIENT);
        SpanData backSpan = only(spans, "back/" + inner, SpanKind.SERVER);
        assertThat(spans).extracting(SpanData::getTraceId).containsOnly(http.getTraceId());
        assertThat(toMiddle.getParentSpanId()).isEqualTo(http.getSpanId());
        assertThat(middle.getParentSpanId()).isEqualTo(toMiddle.getSpanId());
        assertThat(toBack.getParentSpanId()).isEqualTo(middle.getSpanId());
        assertThat(backSpan.getParentSpanId()).isEqualTo(toBack.getSpanId());
        assertThat(seen).isEqualTo("%s %s %s %s".formatted(http.getTraceId(), middle.getSpanId(), http.getTraceId(),
                backSpan.getSpanId()));
    }

    private List<SpanData> spans(int count) {
        await().atMost(PATIENCE).until(() -> exporter.getFinishedSpanItems().size() >= count);
        assertThat(exporter.getFinishedSpanItems()).hasSize(count);
        return exporter.getFinishedSpanItems();
    }

    private static SpanData only(List<SpanData> spans, SpanKind kind) {
        return spans.stream().filter(span -> span.getKind() == kind).reduce((first, second) -> {
            throw new AssertionError("two spans of the kind " + kind + ": " + spans);
        }).orElseThrow();
    }

    private static SpanData only(List<SpanData> spans, String name, SpanKind kind) {
        return only(spans.stream().filter(span -> span.getName().equals(name)).toList(), kind);
    }

    /** What the logs of the current code show. */
    static String logged() {
        return MDC.get("traceId") + " " + MDC.get("spanId");
    }

    @Path("/front")
    public static class Front {

        @NatsClient
        Middle middle;

        @GET
        @Path("uni")
        public Uni<String> uni() {
            return middle.uni();
        }

        @GET
        @Path("blocking")
        public String blocking() {
            return middle.blocking();
        }

        @GET
        @Path("virtual")
        public String virtual() {
            return middle.virtual();
        }
    }

    @NatsClient("middle")
    public interface Middle {

        Uni<String> uni();

        String blocking();

        String virtual();
    }

    @NatsService
    public static class MiddleService implements Middle {

        @NatsClient
        Back back;

        @Override
        public Uni<String> uni() {
            String logged = logged();
            return Uni.createFrom().deferred(() -> back.traceIdLater()).map(inner -> logged + " " + inner);
        }

        @Override
        public String blocking() {
            return logged() + " " + back.traceId();
        }

        @Override
        @RunOnVirtualThread
        public String virtual() {
            return logged() + " " + back.traceId();
        }
    }

    @NatsClient("back")
    public interface Back {

        String traceId();

        Uni<String> traceIdLater();

        String fail();

        String refuse() throws Refused;
    }

    @NatsService
    public static class BackService implements Back {

        @Override
        public String traceId() {
            return Span.current().getSpanContext().getTraceId() + " " + Span.current().getSpanContext().getSpanId();
        }

        @Override
        public Uni<String> traceIdLater() {
            return Uni.createFrom().item(this::traceId);
        }

        @Override
        public String fail() {
            throw new IllegalStateException("broken");
        }

        @Override
        public String refuse() throws Refused {
            throw new Refused();
        }
    }

    public static class Refused extends Exception {

        private static final long serialVersionUID = 1L;
    }

    @Singleton
    public static class Exporter {

        @Produces
        @Singleton
        InMemorySpanExporter exporter() {
            return InMemorySpanExporter.create();
        }
    }
}
