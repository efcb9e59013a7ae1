package dev.natsmesh.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.natsmesh.testkit.NatsServer;

/** Each way to authenticate lets the right client in, refuses the wrong one, and shows its secrets nowhere. */
abstract class AuthenticationGuarantees {

    private final Connecting connecting;

    AuthenticationGuarantees(Function<ConnectionSettings, Transport> implementation) {
        connecting = new Connecting(implementation);
    }

    @TempDir
    Path directory;

    @Test
    void userAndPassword() throws Exception {
        try (NatsServer server = server("authorization { user: alice, password: s3cretRight }")) {
            accepted(server.url(), new Credentials.UserPassword("alice", "s3cretRight"), "s3cretRight");
            refused(server.url(), new Credentials.UserPassword("alice", "s3cretWrong"), "s3cretWrong");
            refused(server.url(), new Credentials.None());
        }
    }

    @Test
    void userAndPasswordInTheUrl() throws Exception {
        try (NatsServer server = server("authorization { user: alice, password: \"s3cret@Right\" }")) {
            accepted(withUser(server, "alice:s3cret%40Right"), new Credentials.None(), "s3cret", "Right");
            refused(withUser(server, "alice:s3cretWrong"), new Credentials.None(), "s3cretWrong");
        }
    }

    @Test
    void token() throws Exception {
        try (NatsServer server = server("authorization { token: t0kenRight }")) {
            accepted(server.url(), new Credentials.Token("t0kenRight"), "t0kenRight");
            refused(server.url(), new Credentials.Token("t0kenWrong"), "t0kenWrong");
            accepted(withUser(server, "t0kenRight"), new Credentials.None(), "t0kenRight");
            refused(withUser(server, "t0kenWrong"), new Credentials.None(), "t0kenWrong");
        }
    }

    @Test
    void nkey() throws Exception {
        NatsKeys right = NatsKeys.generate();
        NatsKeys wrong = NatsKeys.generate();
        try (NatsServer server = server("authorization { users: [ { nkey: " + right.userPublicKey() + " } ] }")) {
            accepted(server.url(), new Credentials.NKeySeed(right.userSeed()), right.userSeed());
            refused(server.url(), new Credentials.NKeySeed(wrong.userSeed()), wrong.userSeed());
        }
    }

    @Test
    void credentialsFile() throws Exception {
        NatsKeys right = NatsKeys.generate();
        NatsKeys wrong = NatsKeys.generate();
        try (NatsServer server = server(right.serverConfig())) {
            accepted(server.url(), file("right.creds", right), right.userSeed(), right.userJwt());
            refused(server.url(), file("wrong.creds", wrong), wrong.userSeed(), wrong.userJwt());
        }
    }

    @Test
    void urlThatJnatsCannotRead() {
        try (CapturedLog log = new CapturedLog()) {
            ConnectionSettings settings = Connecting.settings("nats://bob:s3cret#1@host:4222", new Credentials.None(), null);
            Throwable failure = catchThrowable(() -> connecting.call(settings));
            assertThat(failure).isInstanceOf(ConnectionRefusedException.class);
            shownNowhere(log.text() + traceOf(failure) + settings, "s3cret");
        }
    }

    private static NatsServer server(String config) {
        return NatsServer.builder().config(config).start();
    }

    private static String withUser(NatsServer server, String userInfo) {
        return server.url().replace("nats://", "nats://" + userInfo + "@");
    }

    private Credentials file(String name, NatsKeys keys) throws Exception {
        Path file = directory.resolve(name);
        return new Credentials.CredentialsFile(Files.writeString(file, keys.credentialsFile()));
    }

    private void accepted(String url, Credentials credentials, String... secrets) throws Exception {
        ConnectionSettings settings = Connecting.settings(url, credentials, null);
        try (CapturedLog log = new CapturedLog()) {
            assertThat(connecting.call(settings)).isEqualTo("hello");
            assertThat(log.text()).contains("Connected to NATS");
            shownNowhere(log.text() + settings + credentials, secrets);
        }
    }

    private void refused(String url, Credentials credentials, String... secrets) {
        ConnectionSettings settings = Connecting.settings(url, credentials, null);
        try (CapturedLog log = new CapturedLog()) {
            Throwable failure = catchThrowable(() -> connecting.call(settings));
            assertThat(failure).isInstanceOf(ConnectionRefusedException.class)
                    .hasMessageContaining("127.0.0.1").hasMessageContainingAll("refuse", "Authorization Violation");
            shownNowhere(log.text() + traceOf(failure) + settings + credentials, secrets);
        }
    }

    private static String traceOf(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    private static void shownNowhere(String text, String... secrets) {
        assertThat(Arrays.stream(secrets).filter(text::contains)).as("secrets in: %s", text).isEmpty();
    }
}
