package dev.natsmesh.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.runtime.config.NatsConfig;
import dev.natsmesh.runtime.transport.ConnectionSettings;
import dev.natsmesh.runtime.transport.Credentials;
import dev.natsmesh.runtime.transport.RequestLimits;
import dev.natsmesh.runtime.transport.ServerUrl;
import dev.natsmesh.runtime.transport.TlsContext;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.net.SSLOptions;

/** Turns configuration into connection settings; says all that is wrong with it in one go, and never shows a secret. */
final class ConnectionConfiguration {

    private static final int MOST_PENDING_CALLS = 1 << 20;

    private final NatsConfig config;
    private final TlsConfigurationRegistry registry;
    private final List<String> problems = new ArrayList<>();

    /** @param others problems of what else is configured, to be told with those found here */
    private ConnectionConfiguration(NatsConfig config, TlsConfigurationRegistry registry, List<String> others) {
        this.config = config;
        this.registry = registry;
        this.problems.addAll(others);
    }

    static ConnectionSettings settings(NatsConfig config, MeshIdentity identity, TlsConfigurationRegistry registry,
            List<String> others) {
        return new ConnectionConfiguration(config, registry, others).settings(identity);
    }

    static SubjectPrefix subjectPrefix(NatsConfig config) {
        return config.subjectPrefix().map(SubjectPrefix::new).orElse(SubjectPrefix.NONE);
    }

    /** Empty if they are configured to be. */
    static List<String> servers(NatsConfig config) {
        return config.servers().orElse(List.of());
    }

    private ConnectionSettings settings(MeshIdentity identity) {
        List<ServerUrl> servers = servers();
        numbers();
        check("subject-prefix", () -> subjectPrefix(config));
        Credentials credentials = credentials(servers);
        SSLContext tls = config.tlsConfigurationName().map(this::tls)
                .orElseGet(() -> servers.stream().anyMatch(ServerUrl::wantsTls) ? ofTheJvm() : null);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(
                    "The configuration below quarkus.nats is wrong:\n  - " + String.join("\n  - ", problems));
        }
        return new ConnectionSettings(servers(config), config.connectionName().orElse(identity.application()),
                config.connectTimeout(), config.reconnectDelay(), config.maxReconnectDelay(), config.pingInterval(),
                config.serverLiveness(), config.lagWarning(), config.standbyConnection(), credentials, tls,
                new RequestLimits(config.maxPendingCalls(), config.maxWaitingCalls()));
    }

    private List<ServerUrl> servers() {
        List<ServerUrl> servers = new ArrayList<>();
        List<String> urls = servers(config);
        if (urls.isEmpty()) {
            problems.add("servers is empty; expected URLs with commas between them, as in nats://host:port");
        }
        for (int i = 0; i < urls.size(); i++) {
            try {
                servers.add(ServerUrl.parse(urls.get(i)));
            } catch (IllegalArgumentException e) {
                problems.add("servers[%d] (not shown, it may hold a password): %s; expected nats://host:port"
                        .formatted(i, e.getMessage()));
            }
        }
        return servers;
    }

    private void numbers() {
        positive("timeout", config.timeout());
        positive("stream-liveness", config.streamLiveness());
        positive("contract-check-interval", config.contractCheckInterval());
        positive("connect-timeout", config.connectTimeout());
        positive("reconnect-delay", config.reconnectDelay());
        positive("max-reconnect-delay", config.maxReconnectDelay());
        positive("ping-interval", config.pingInterval());
        notNegative("server-liveness", config.serverLiveness());
        notNegative("lag-warning", config.lagWarning());
        notNegative("drain-timeout", config.drainTimeout());
        if (config.maxPendingCalls() < 1 || config.maxPendingCalls() > MOST_PENDING_CALLS) {
            problems.add("max-pending-calls is %d; expected 1 to %d".formatted(config.maxPendingCalls(), MOST_PENDING_CALLS));
        }
        if (config.deduplication().maxCalls() < 1) {
            problems.add("deduplication.max-calls is %d; expected 1 or more".formatted(config.deduplication().maxCalls()));
        }
        notNegative("max-waiting-calls", config.maxWaitingCalls());
        if (config.connections() < 1) {
            problems.add("connections is %d; expected 1 or more".formatted(config.connections()));
        }
    }

    private void notNegative(String key, Duration value) {
        if (value.isNegative()) {
            problems.add("%s is %s; expected zero or more".formatted(key, value));
        }
    }

    private void notNegative(String key, int value) {
        if (value < 0) {
            problems.add("%s is %d; expected zero or more".formatted(key, value));
        }
    }

    private void positive(String key, Duration value) {
        if (value.isZero() || value.isNegative()) {
            problems.add("%s is %s; expected more than zero".formatted(key, value));
        }
    }

    private Credentials credentials(List<ServerUrl> servers) {
        List<String> used = new ArrayList<>();
        if (servers.stream().anyMatch(ServerUrl::hasCredentials)) {
            used.add("servers (a URL holds credentials)");
        }
        config.username().or(config::password).ifPresent(value -> used.add("username"));
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
        List<Credentials> credentials = new ArrayList<>();
        config.username().ifPresent(user -> credentials
                .add(new Credentials.UserPassword(user, config.password().orElse(""))));
        config.token().ifPresent(token -> credentials.add(new Credentials.Token(token)));
        config.nkeySeed()
                .ifPresent(seed -> this.<Credentials>check("nkey-seed", () -> new Credentials.NKeySeed(seed))
                        .ifPresent(credentials::add));
        config.credentialsFile().ifPresent(
                file -> this.<Credentials>check("credentials-file", () -> new Credentials.CredentialsFile(file))
                        .ifPresent(credentials::add));
        return credentials.isEmpty() ? new Credentials.None() : credentials.get(0);
    }

    private <T> Optional<T> check(String key, Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (IllegalArgumentException e) {
            problems.add(key + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private SSLContext tls(String name) {
        Optional<TlsConfiguration> found = registry.get(name);
        if (found.isEmpty()) {
            problems.add(
                    "tls-configuration-name is '%s', but there is no quarkus.tls.\"%s\" configuration".formatted(name, name));
            return null;
        }
        TlsConfiguration configuration = found.get();
        SSLOptions options = configuration.getSSLOptions();
        if (!options.getCrlValues().isEmpty() || !options.getCrlPaths().isEmpty()) {
            problems.add("the TLS configuration '%s' has a certificate revocation list, which is not supported for NATS"
                    .formatted(name));
        }
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(options.getEnabledSecureTransportProtocols().toArray(String[]::new));
        if (!options.getEnabledCipherSuites().isEmpty()) {
            parameters.setCipherSuites(options.getEnabledCipherSuites().toArray(String[]::new));
        }
        String verification = configuration.getHostnameVerificationAlgorithm().orElse("HTTPS");
        if (!configuration.isTrustAll() && !verification.equalsIgnoreCase("NONE")) {
            parameters.setEndpointIdentificationAlgorithm(verification);
        }
        return usable("the TLS configuration '%s'".formatted(name), configuration::createSSLContext, parameters);
    }

    /** For servers whose URL asks for TLS when none is configured: what the JVM trusts. */
    private SSLContext ofTheJvm() {
        SSLParameters parameters = new SSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        return usable("the trust store of the JVM", SSLContext::getDefault, parameters);
    }

    private SSLContext usable(String what, Callable<SSLContext> context, SSLParameters parameters) {
        try {
            context.call();
        } catch (Exception e) {
            problems.add("%s can't be used: %s".formatted(what, e.getMessage()));
        }
        return TlsContext.of(context, parameters);
    }
}
