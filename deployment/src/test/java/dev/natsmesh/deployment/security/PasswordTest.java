package dev.natsmesh.deployment.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import io.quarkus.test.QuarkusUnitTest;

class PasswordTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = SecuredApplication.of(() -> "authorization { user: alice, password: s3cretRight }",
            server -> Map.of("quarkus.nats.username", "alice", "quarkus.nats.password", "s3cretRight"));

    @NatsClient
    SecuredApplication.Greeting greeting;

    @Test
    void callsWithUserAndPassword() {
        assertThat(greeting.greet("Ada")).isEqualTo("Hello, Ada");
    }
}
