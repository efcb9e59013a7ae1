package dev.natsmesh.deployment.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.runtime.config.NatsConfig;
import io.quarkus.test.QuarkusUnitTest;

class PasswordTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = SecuredApplication.of(() -> "authorization { user: alice, password: s3cretRight }",
            server -> Map.of("quarkus.nats.username", "alice", "quarkus.nats.password", "s3cretRight"));

    @NatsClient
    SecuredApplication.Greeting greeting;

    @Inject
    NatsConfig config;

    @Test
    void theConfigurationAsTextHoldsNoPassword() {
        assertThat(config.password()).hasValue("s3cretRight");
        assertThat(config.toString()).doesNotContain("s3cretRight");
    }

    @Test
    void callsWithUserAndPassword() {
        assertThat(greeting.greet("Ada")).isEqualTo("Hello, Ada");
    }
}
