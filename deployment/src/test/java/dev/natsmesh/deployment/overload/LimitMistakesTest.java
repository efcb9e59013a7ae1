package dev.natsmesh.deployment.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.deployment.MeshApplication;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class LimitMistakesTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.withoutServer(Desk.class, DeskService.class)
            .overrideConfigKey("quarkus.nats.timeout", "0s")
            .overrideConfigKey("quarkus.nats.services.rate", "0")
            .overrideConfigKey("quarkus.nats.services.\"desc\".concurrency", "5")
            .overrideConfigKey("quarkus.nats.services.\"desk\".concurrency", "0")
            .overrideConfigKey("quarkus.nats.services.\"desk\".queue", "-1")
            .overrideConfigKey("quarkus.nats.services.\"desk\".endpoints.\"qoute\".rate", "5")
            .overrideConfigKey("quarkus.nats.services.\"desk\".endpoints.\"quote\".queue", "5")
            .overrideConfigKey("quarkus.nats.services.\"desk\".version", "1.0")
            .overrideConfigKey("quarkus.nats.traffic.\"desk\".split.\"1.0.0\"", "60")
            .overrideConfigKey("quarkus.nats.traffic.\"desk\".balancer", "sticky")
            .overrideConfigKey("quarkus.nats.traffic.\"desc\".policy", "{}")
            .overrideConfigKey("quarkus.nats.traffic.\"desc\".timeout", "1s")
            .assertException(failure -> assertThat(failure).hasStackTraceContaining("timeout is PT0S")
                    .hasStackTraceContaining("services.rate is 0; expected 1 or more")
                    .hasStackTraceContaining("services.\"desc\": this application serves no service of that name; expected one"
                            + " of [desk]")
                    .hasStackTraceContaining("services.\"desk\".concurrency is 0; expected 1 or more")
                    .hasStackTraceContaining("services.\"desk\".version is '1.0'; expected a semantic version as in 1.2.0")
                    .hasStackTraceContaining("traffic.\"desk\": split: the shares add up to 60 %, expected 100 %")
                    .hasStackTraceContaining("traffic.\"desc\": this application calls no service of that name; expected one of"
                            + " [desk]")
                    .hasStackTraceContaining(
                            "traffic.\"desc\": policy: it is the whole policy, but timeout is set too; expected"
                                    + " one or the other")
                    .hasStackTraceContaining("services.\"desk\".queue is -1; expected 0 or more")
                    .hasStackTraceContaining(
                            "services.\"desk\".endpoints.\"qoute\": there is no endpoint of that name; expected"
                                    + " one of [blocks, quote]")
                    .hasStackTraceContaining("services.\"desk\".endpoints.\"quote\".queue: nothing limits how many calls run,"
                            + " so none would wait; expected concurrency too"));

    @Test
    void failTheStartAllInOneMessage() {
        fail("the application started");
    }

    @NatsClient("desk")
    public interface Desk {
        Uni<String> quote();

        String blocks();
    }

    @NatsService
    public static class DeskService implements Desk {

        @Override
        public Uni<String> quote() {
            return Uni.createFrom().item("quote");
        }

        @Override
        public String blocks() {
            return "blocks";
        }
    }
}
