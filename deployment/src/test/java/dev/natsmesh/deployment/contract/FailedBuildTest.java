package dev.natsmesh.deployment.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.deployment.MeshApplication;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class FailedBuildTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Wrong.class, Lonely.class, Plan.class)
            .assertException(failure -> assertThat(failure)
                    .hasMessageContaining("4 mistakes in contracts, services and subscribers of the NATS mesh")
                    .hasMessageContaining("@NatsClient(\"not a name\") on " + Wrong.class.getName())
                    .hasMessageContaining("Wrong#twice() returns")
                    .hasMessageContaining("Wrong#follow(): the parameter plan is " + Plan.class.getName()
                            + ", which nothing takes; expected a class")
                    .hasMessageContaining("@NatsService class " + Lonely.class.getName() + " implements no contract"));

    @Test
    void allMistakesAreInOneFailure() {
        throw new AssertionError("the build must fail");
    }

    @NatsClient("not a name")
    public interface Wrong {
        Uni<Uni<String>> twice();

        void follow(Plan plan);
    }

    public interface Plan {
    }

    @NatsService
    public static class Lonely {
    }
}
