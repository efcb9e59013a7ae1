package dev.natsmesh.deployment.deduplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.eclipse.microprofile.faulttolerance.ExecutionContext;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.FallbackHandler;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.Deduplicate;
import dev.natsmesh.Idempotent;
import dev.natsmesh.NatsClient;
import dev.natsmesh.deployment.MeshApplication;
import io.quarkus.test.QuarkusUnitTest;

/** Each attempt would have a key of its own. */
class RetriedByAnInterceptorTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Till.class, Nothing.class)
            .assertException(failure -> assertThat(failure)
                    .hasMessageContaining(Till.class.getName() + "#pay() has @Deduplicate and is retried by an interceptor")
                    .hasMessageContaining("expected a contract with no other annotations of fault tolerance")
                    .message().doesNotContain("#once", "#again"));

    @Test
    void failsTheBuild() {
        fail("the application was built");
    }

    @NatsClient("till")
    public interface Till {
        @Idempotent
        @Retry
        @Deduplicate
        String pay(String what);

        @Deduplicate
        String once(String what);

        @Idempotent
        @Retry
        @Fallback(Nothing.class)
        String again(String what);
    }

    /** Only an interceptor calls it, so one guards the contract. */
    public static class Nothing implements FallbackHandler<String> {

        @Override
        public String handle(ExecutionContext context) {
            return "nothing";
        }
    }
}
