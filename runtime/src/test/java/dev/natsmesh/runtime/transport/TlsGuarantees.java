package dev.natsmesh.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.Function;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.natsmesh.testkit.NatsServer;
import dev.natsmesh.testkit.TestCertificates;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;

/** TLS verifies the server and its name, shows the own certificate, and says what is wrong. */
abstract class TlsGuarantees {

    private final Connecting connecting;

    TlsGuarantees(Function<ConnectionSettings, Transport> implementation) {
        connecting = new Connecting(implementation);
    }

    private static final Credentials NOBODY = new Credentials.None();

    private static Vertx vertx;

    private static TestCertificates certificates;
    private static TestCertificates strangers;

    @BeforeAll
    static void generate() {
        vertx = Vertx.vertx();
        certificates = TestCertificates.generate();
        strangers = TestCertificates.generate();
    }

    @AfterAll
    static void close() {
        vertx.close();
    }

    @Test
    void connectsToAServerItTrusts() throws Exception {
        try (NatsServer server = server(certificates.serverConfig(""))) {
            assertThat(call(server, verifying(certificates, null))).isEqualTo("hello");
        }
    }

    @Test
    void refusesAServerItDoesNotTrust() {
        try (NatsServer server = server(strangers.serverConfig(""))) {
            assertThatThrownBy(() -> refused(server, verifying(certificates, null)))
                    .isInstanceOf(ConnectionRefusedException.class).hasMessageContainingAll("refuse", "PKIX path");
        }
    }

    @Test
    void refusesATrustedCertificateOfAnotherHost() {
        TestCertificates elsewhere = TestCertificates.generate("DNS:elsewhere.example");
        try (NatsServer server = server(elsewhere.serverConfig(""))) {
            assertThatThrownBy(() -> refused(server, verifying(elsewhere, null))).isInstanceOf(ConnectionRefusedException.class)
                    .hasMessageContaining("No subject alternative names");
        }
    }

    @Test
    void saysThatOnlyOneSideHasTls() {
        try (NatsServer with = server(certificates.serverConfig("")); NatsServer without = NatsServer.start()) {
            assertThatThrownBy(() -> refused(with, null)).isInstanceOf(ConnectionRefusedException.class)
                    .hasMessageContaining("the server wants TLS, and none is configured");
            assertThatThrownBy(() -> refused(without, verifying(certificates, null)))
                    .isInstanceOf(ConnectionRefusedException.class)
                    .hasMessageContaining("TLS is configured, and the server has none");
        }
    }

    @Test
    void showsItsCertificateToAServerThatVerifies() throws Exception {
        try (NatsServer server = server(certificates.serverConfig("verify: true"))) {
            assertThat(call(server, verifying(certificates, certificates))).isEqualTo("hello");
            assertThatThrownBy(() -> refused(server, verifying(certificates, null)))
                    .isInstanceOf(ConnectionRefusedException.class).hasMessageContaining("refuse");
            assertThatThrownBy(() -> refused(server, verifying(certificates, strangers)))
                    .isInstanceOf(ConnectionRefusedException.class).hasMessageContaining("refuse");
        }
    }

    @Test
    void isTheUserThatItsCertificateNames() throws Exception {
        String users = "\nauthorization { users: [ { user: \"CN=%s\" } ] }";
        try (NatsServer server = server(certificates.serverConfig("verify_and_map: true") + users.formatted("localhost"));
                NatsServer others = server(certificates.serverConfig("verify_and_map: true") + users.formatted("somebody"))) {
            assertThat(call(server, verifying(certificates, certificates))).isEqualTo("hello");
            assertThatThrownBy(() -> refused(others, verifying(certificates, certificates)))
                    .isInstanceOf(ConnectionRefusedException.class).hasMessageContaining("Authorization Violation");
        }
    }

    @Test
    void takesTheCertificatesAnewForEachConnection() throws Exception {
        TestCertificates renewed = TestCertificates.generate();
        try (NatsServer server = server(renewed.serverConfig(""))) {
            Transport transport = connecting.open(Connecting.settings(server.url(), NOBODY, verifying(renewed, null)));
            try {
                assertThat(transport.awaitConnected(Duration.ofSeconds(20))).isTrue();
                server.stop();
                renewed.renew("IP:127.0.0.1");
                server.restart();
                Awaitility.await().atMost(Duration.ofSeconds(30))
                        .until(() -> transport.state() == TransportState.CONNECTED);
                assertThat(connecting.call(transport)).isEqualTo("hello");
            } finally {
                transport.close();
            }
        }
    }

    private String call(NatsServer server, SSLContext tls) throws Exception {
        return connecting.call(Connecting.settings(server.url(), NOBODY, tls));
    }

    /** A failed handshake is tried again, so the refusal shows when the time to wait is over. */
    private void refused(NatsServer server, SSLContext tls) throws Exception {
        connecting.call(Connecting.settings(server.url(), NOBODY, tls), Duration.ofSeconds(6));
    }

    private static NatsServer server(String config) {
        return NatsServer.builder().config(config).start();
    }

    private static SSLContext verifying(TestCertificates servers, TestCertificates own) {
        SSLParameters parameters = new SSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        return TlsContext.of(() -> context(servers, own), parameters);
    }

    private static SSLContext context(TestCertificates servers, TestCertificates own) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                own == null
                        ? null
                        : new PemKeyCertOptions().setCertPath(own.clientCertificate().toString())
                                .setKeyPath(own.clientKey().toString()).getKeyManagerFactory(vertx).getKeyManagers(),
                new PemTrustOptions().addCertPath(servers.serverAuthority().toString()).getTrustManagerFactory(vertx)
                        .getTrustManagers(),
                null);
        return context;
    }
}
