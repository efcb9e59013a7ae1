package dev.natsmesh.deployment.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class WrongPasswordTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = SecuredApplication
            .of(() -> "authorization { user: alice, password: s3cretRight }",
                    server -> Map.of("quarkus.nats.username", "alice", "quarkus.nats.password", "s3cretWrong"))
            .assertException(failure -> assertThat(StartFailure.of(failure)).contains("refuse", "Authorization Violation",
                    "Check the credentials below quarkus.nats").doesNotContain("s3cret"));

    @Test
    void failsTheStartWithoutShowingThePassword() {
        fail("the application started");
    }
}
