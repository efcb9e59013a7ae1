package dev.natsmesh.deployment.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Inject;

import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.ExecutionContext;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.FallbackHandler;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.Idempotent;
import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.ServiceException;
import dev.natsmesh.deployment.MeshApplication;
import dev.natsmesh.runtime.MeshRecorder;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class FaultToleranceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Fragile.class, FragileService.class, Instead.class)
            .overrideConfigKey(Fragile.class.getName() + "/mpConfigured/Retry/maxRetries", "4")
            .overrideConfigKey("quarkus.fault-tolerance.\"" + Fragile.class.getName() + "/configured\".retry.max-retries", "5")
            .setLogRecordPredicate(logged -> logged.getLoggerName().equals(MeshRecorder.class.getName()))
            .assertLogRecords(logged -> assertThat(logged).extracting(line -> ((ExtLogRecord) line).getFormattedMessage())
                    .singleElement().asString().contains("@Retry of " + Fragile.class.getName() + ", since")
                    .contains("not counted in the retry budget"));

    @NatsClient
    Fragile fragile;

    @Inject
    FragileService service;

    @Test
    void timeoutEndsTheCall() {
        assertThatThrownBy(() -> fragile.slow().await().atMost(PATIENCE)).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> fragile.slowBlocking()).isInstanceOf(TimeoutException.class);
    }

    @Test
    void retryCallsAgain() {
        assertThat(fragile.thirdTime("uni").await().atMost(PATIENCE)).isEqualTo(3);
        assertThat(fragile.thirdTimeBlocking("value")).isEqualTo(3);
    }

    @Test
    void fallbackAnswersInstead() {
        assertThat(fragile.handled()).isEqualTo("instead of handled");
        assertThat(fragile.replaced("x")).isEqualTo("replaced x");
    }

    @Test
    void openBreakerKeepsCallsAway() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> fragile.broken()).isInstanceOf(ServiceException.class);
        }
        assertThatThrownBy(() -> fragile.broken()).isInstanceOf(CircuitBreakerOpenException.class);
        assertThat(service.calls("broken")).isEqualTo(2);
    }

    @Test
    void configurationTakesTheContractsName() {
        assertThatThrownBy(() -> fragile.mpConfigured()).isInstanceOf(ServiceException.class);
        assertThat(service.calls("mpConfigured")).isEqualTo(5);
        assertThatThrownBy(() -> fragile.configured()).isInstanceOf(ServiceException.class);
        assertThat(service.calls("configured")).isEqualTo(6);
    }

    @NatsClient("fragile")
    public interface Fragile {

        @Timeout(300)
        Uni<String> slow();

        @Timeout(300)
        String slowBlocking();

        @Idempotent
        @Retry(maxRetries = 2, delay = 0, jitter = 0)
        Uni<Integer> thirdTime(String key);

        @Idempotent
        @Retry(maxRetries = 2, delay = 0, jitter = 0)
        int thirdTimeBlocking(String key);

        @Fallback(Instead.class)
        String handled();

        @Fallback(fallbackMethod = "replacement")
        String replaced(String what);

        default String replacement(String what) {
            return "replaced " + what;
        }

        @CircuitBreaker(requestVolumeThreshold = 2, failureRatio = 0.5, delay = 600_000)
        String broken();

        @Idempotent
        @Retry(maxRetries = 1, delay = 0, jitter = 0)
        String mpConfigured();

        @Idempotent
        @Retry(maxRetries = 1, delay = 0, jitter = 0)
        String configured();
    }

    public static class Instead implements FallbackHandler<String> {
        @Override
        public String handle(ExecutionContext context) {
            return "instead of " + context.getMethod().getName();
        }
    }

    @NatsService
    public static class FragileService implements Fragile {

        private final Map<String, Integer> calls = new ConcurrentHashMap<>();

        int calls(String what) {
            return calls.getOrDefault(what, 0);
        }

        private int count(String what) {
            return calls.merge(what, 1, Integer::sum);
        }

        private String fail(String what) {
            count(what);
            throw new ServiceException(503, what);
        }

        @Override
        public Uni<String> slow() {
            return Uni.createFrom().nothing();
        }

        @Override
        public String slowBlocking() {
            return Uni.createFrom().item("late").onItem().delayIt().by(Duration.ofSeconds(5)).await().indefinitely();
        }

        @Override
        public Uni<Integer> thirdTime(String key) {
            int call = count(key);
            return call < 3 ? Uni.createFrom().failure(new ServiceException(503, "not yet")) : Uni.createFrom().item(call);
        }

        @Override
        public int thirdTimeBlocking(String key) {
            int call = count(key);
            if (call < 3) {
                throw new ServiceException(503, "not yet");
            }
            return call;
        }

        @Override
        public String handled() {
            return fail("handled");
        }

        @Override
        public String replaced(String what) {
            return fail("replaced");
        }

        @Override
        public String broken() {
            return fail("broken");
        }

        @Override
        public String mpConfigured() {
            return fail("mpConfigured");
        }

        @Override
        public String configured() {
            return fail("configured");
        }
    }
}
