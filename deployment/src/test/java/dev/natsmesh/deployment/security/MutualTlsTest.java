package dev.natsmesh.deployment.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.testkit.TestCertificates;
import io.quarkus.test.QuarkusUnitTest;

class MutualTlsTest {

    private static final TestCertificates CERTIFICATES = TestCertificates.generate();

    @RegisterExtension
    static final QuarkusUnitTest APP = SecuredApplication.of(
            () -> CERTIFICATES.serverConfig("verify_and_map: true")
                    + "\nauthorization { users: [ { user: \"CN=localhost\" } ] }",
            server -> Map.of("quarkus.nats.tls-configuration-name", "nats", "quarkus.tls.nats.trust-store.pem.certs",
                    CERTIFICATES.serverAuthority().toString(), "quarkus.tls.nats.key-store.pem.a.cert",
                    CERTIFICATES.clientCertificate().toString(), "quarkus.tls.nats.key-store.pem.a.key",
                    CERTIFICATES.clientKey().toString()));

    @NatsClient
    SecuredApplication.Greeting greeting;

    @Test
    void isKnownByItsCertificate() {
        assertThat(greeting.greet("Ada")).isEqualTo("Hello, Ada");
    }
}
