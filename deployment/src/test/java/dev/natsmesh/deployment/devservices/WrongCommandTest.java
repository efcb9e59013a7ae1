package dev.natsmesh.deployment.devservices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.deployment.MeshApplication;
import io.quarkus.test.QuarkusUnitTest;

class WrongCommandTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.withoutServer(Greeter.class, GreeterService.class)
            .overrideConfigKey("quarkus.nats.devservices.command", "no-such-command")
            .assertException(failure -> assertThat(failure)
                    .hasStackTraceContaining("quarkus.nats.devservices.command is 'no-such-command'"));

    @Test
    void failsTheStart() {
        fail("the application started");
    }
}
