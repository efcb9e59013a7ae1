package dev.natsmesh.deployment.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.testkit.TestCertificates;
import io.quarkus.test.QuarkusUnitTest;

class UntrustedTlsServerTest {

    private static final TestCertificates CERTIFICATES = TestCertificates.generate();
    private static final TestCertificates STRANGERS = TestCertificates.generate();

    @RegisterExtension
    static final QuarkusUnitTest APP = SecuredApplication
            .of(() -> STRANGERS.serverConfig(""),
                    server -> Map.of("quarkus.nats.connect-timeout", "5s", "quarkus.nats.tls-configuration-name", "nats",
                            "quarkus.tls.nats.trust-store.pem.certs", CERTIFICATES.serverAuthority().toString()))
            .assertException(failure -> assertThat(StartFailure.of(failure)).contains("refuse", "PKIX path",
                    "quarkus.nats.tls-configuration-name"));

    @Test
    void failsTheStart() {
        fail("the application started");
    }
}
