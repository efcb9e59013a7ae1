package dev.natsmesh.deployment.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.testkit.TestCertificates;
import io.quarkus.test.QuarkusUnitTest;

class TlsServerTest {

    private static final TestCertificates CERTIFICATES = TestCertificates.generate();

    @RegisterExtension
    static final QuarkusUnitTest APP = SecuredApplication.of(() -> CERTIFICATES.serverConfig(""),
            server -> Map.of("quarkus.nats.tls-configuration-name", "nats", "quarkus.tls.nats.trust-store.pem.certs",
                    CERTIFICATES.serverAuthority().toString()));

    @NatsClient
    SecuredApplication.Greeting greeting;

    @Test
    void callsOverTls() {
        assertThat(greeting.greet("Ada")).isEqualTo("Hello, Ada");
    }
}
