package dev.natsmesh.deployment.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.deployment.MeshApplication;
import io.quarkus.test.QuarkusUnitTest;

/** A value is there, but nothing is in it: a variable of the environment that isn't set, say. */
class NoServersTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication
            .withoutServer(SecuredApplication.Greeting.class, SecuredApplication.GreetingService.class)
            .overrideConfigKey("quarkus.nats.devservices.enabled", "false")
            .overrideConfigKey("quarkus.nats.servers", "")
            .assertException(failure -> assertThat(StartFailure.of(failure)).contains(
                    "The configuration below quarkus.nats is wrong:\n  - servers is empty; expected URLs with commas between"
                            + " them, as in nats://host:port"));

    @Test
    void failTheStart() {
        fail("the application started");
    }
}
