package dev.natsmesh.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLContext;

import dev.natsmesh.runtime.config.NatsConfig;
import dev.natsmesh.runtime.transport.ConnectionSettings;
import dev.natsmesh.runtime.transport.Credentials;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;

/** Turns configuration into connection settings; says all that is wrong with it in one go. */
final class ConnectionConfiguration {

    private ConnectionConfiguration() {
    }

    static ConnectionSettings settings(NatsConfig config, MeshIdentity identity, TlsConfigurationRegistry registry) {
        List<String> problems = new ArrayList<>();
        Credentials credentials = credentials(config, problems);
        SSLContext tls = config.tlsConfigurationName().map(name -> tls(name, registry, problems)).orElse(null);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(
                    "The configuration below quarkus.nats is wrong:\n  - " + String.join("\n  - ", problems));
        }
        return new ConnectionSettings(config.servers(), config.connectionName().orElse(identity.application()),
                config.connectTimeout(), config.reconnectDelay(), config.maxReconnectDelay(), config.pingInterval(),
                credentials,
                tls);
    }

    private static Credentials credentials(NatsConfig config, List<String> problems) {
        List<String> used = new ArrayList<>();
        config.username().ifPresent(value -> used.add("username"));
        config.token().ifPresent(value -> used.add("token"));
        config.nkeySeed().ifPresent(value -> used.add("nkey-seed"));
        config.credentialsFile().ifPresent(value -> used.add("credentials-file"));
        if (used.size() > 1) {
            problems.add(
                    "more than one way to authenticate is configured: " + String.join(", ", used) + "; expected at most one");
        }
        if (config.username().isPresent() != config.password().isPresent()) {
            problems.add("username and password go together; " + (config.username().isPresent() ? "password" : "username")
                    + " is missing");
        }
        Optional<Credentials> credentials = config.username()
                .map(user -> new Credentials.UserPassword(user, config.password().orElse("")));
        return credentials
                .or(() -> config.token().map(Credentials.Token::new))
                .or(() -> config.nkeySeed().map(Credentials.NKeySeed::new))
                .or(() -> config.credentialsFile().map(Credentials.CredentialsFile::new))
                .orElseGet(Credentials.None::new);
    }

    private static SSLContext tls(String name, TlsConfigurationRegistry registry, List<String> problems) {
        Optional<TlsConfiguration> configuration = registry.get(name);
        if (configuration.isEmpty()) {
            problems.add(
                    "tls-configuration-name is '%s', but there is no quarkus.tls.\"%s\" configuration".formatted(name, name));
            return null;
        }
        try {
            return configuration.get().createSSLContext();
        } catch (Exception e) {
            problems.add("the TLS configuration '%s' can't be used: %s".formatted(name, e.getMessage()));
            return null;
        }
    }
}
