package dev.natsmesh.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigDocSection;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithUnnamedKey;

/** NATS Mesh */
@ConfigMapping(prefix = "quarkus.nats")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface NatsConfig {

    /** The key, in {@link #clients()}, of what counts for all services. */
    String ALL_CLIENTS = "<all>";

    /**
     * The URLs of the NATS servers, e.g. {@code nats://a:4222,nats://b:4222}. One that answers is enough: the servers of a cluster
     * name each other. In development and test mode, when there is no value, a server is started (Dev Services).
     */
    @WithDefault("nats://localhost:4222")
    Optional<List<String>> servers();

    /**
     * How long a call may take whose caller has no nearer deadline. On expiry it fails with {@code CallTimeoutException}. A call
     * made while serving another one has at most what is left for that one.
     */
    @WithDefault("10s")
    Duration timeout();

    /**
     * How many calls may lead to a call, each made while the one before was served. The next one fails with a
     * {@code ServiceException} of code 508 and is not sent, so services that call each other in a circle come to an end.
     */
    @WithDefault("32")
    int maxHops();

    /**
     * Whether each call tells who makes it, as application, version and instance in the header {@code Nats-Mesh-Caller}. Services
     * then have it in their logs, as {@code caller} in the MDC. It is information, not identity.
     */
    @WithDefault("false")
    boolean callerHeader();

    /**
     * What the subjects of all calls and events begin with, e.g. {@code staging} or {@code staging.eu}: names with dots between them.
     * Services are called by applications with the same prefix only, so several environments can share a cluster. Empty means no
     * prefix.
     */
    Optional<String> subjectPrefix();

    /**
     * After how long without a message the other side of a stream is taken for lost: the caller's stream then fails with
     * {@code ConnectionLostException}, the service's call is cancelled. Both sides speak four times as often.
     */
    @WithDefault("5s")
    Duration streamLiveness();

    /**
     * Whether services are asked, when their contracts are first used and then at times, what they serve, so that a contract which
     * may not fit is logged and counted. Calls don't wait for it.
     */
    @WithDefault("true")
    boolean contractCheck();

    /** The pause before services are asked again what they serve, which finds new versions of them. */
    @WithDefault("1m")
    Duration contractCheckInterval();

    /** How the connection is called in the servers' monitoring. Empty means the application's name. */
    Optional<String> connectionName();

    /**
     * How long one attempt to connect to one server may take; also how long the start of the application waits for a connection
     * before it goes on without one, not ready, and connects later.
     */
    @WithDefault("2s")
    Duration connectTimeout();

    /** The pause after all servers have been tried in vain, half of it random. It doubles with every round. */
    @WithDefault("100ms")
    Duration reconnectDelay();

    /** The longest pause between two rounds of attempts to connect. Attempts never end. */
    @WithDefault("5s")
    Duration maxReconnectDelay();

    /**
     * How often the NATS client library checks a connection with a ping. One that leaves three unanswered is given up. It is what notices
     * a server that does not answer where {@code server-liveness} doesn't: when no other server is known.
     */
    @WithDefault("10s")
    Duration pingInterval();

    /**
     * How long a server may be silent before it is left for another one: frozen, overloaded, or behind a broken line. It is asked when
     * it has said nothing for a third of that time. Calls under way that are idempotent are sent again to another server, others fail
     * with {@code ConnectionLostException}. Raise it where lines are slow, or where servers or this application stand still for longer
     * now and then. 0 means that servers are left only when the connection is closed.
     */
    @WithDefault("500ms")
    Duration serverLiveness();

    /**
     * How late what a server sends may be read before a warning is logged. Servers close connections that are too slow for them, after
     * ten seconds unless their {@code write_deadline} says otherwise, and don't say why. 0 means that nothing is said.
     */
    @WithDefault("1s")
    Duration lagWarning();

    /**
     * Whether each connection has a second one beside it, open and idle, to another server, with which calls go on at once when the
     * first is lost. Where only one server is known there is none.
     */
    @WithDefault("true")
    boolean standbyConnection();

    /** How long draining and shutdown wait for running calls. Those that still run then are abandoned and logged. */
    @WithDefault("30s")
    Duration drainTimeout();

    /** What carries the messages. Servers with a {@code ws} or {@code wss} URL are always reached by {@code jnats}. */
    @WithDefault("event-loop")
    DataPath transport();

    /**
     * How many connections there are at most, standby connections not counted, where an event loop carries the messages. The first one
     * serves; an event loop that calls opens one of its own, so that calls don't change threads, and when there are too many it uses the
     * first.
     */
    @WithDefault("8")
    int connections();

    /** How many calls may be under way on one connection. More wait or are refused, so that memory stays bounded. */
    @WithDefault("65536")
    int maxPendingCalls();

    /**
     * How many calls may wait until fewer than {@code max-pending-calls} are under way. They keep their deadline. More are refused
     * with a {@code CallRefusedException} of code 429.
     */
    @WithDefault("0")
    int maxWaitingCalls();

    /**
     * How much memory may be taken by events that have come for a subscriber and are not finished, for each subscriber. An event counts
     * as its body and 1 KiB. More are dropped, logged and counted.
     */
    @WithDefault("64M")
    MemorySize eventMemory();

    /** The user's name, when the servers ask for user and password. */
    Optional<String> username();

    /** The user's password. */
    Optional<String> password();

    /** The token, when the servers ask for one. */
    Optional<String> token();

    /** The seed of the user's NKey, which begins with {@code SU}. */
    Optional<String> nkeySeed();

    /** A credentials file with the user's JWT and seed. It is read at each attempt to connect, so it may be replaced. */
    Optional<Path> credentialsFile();

    /**
     * The name of the configuration in the TLS registry ({@code quarkus.tls."name".*}) to connect with: its trust store verifies
     * the servers, its key store, if any, identifies this application (mTLS). Empty means no TLS.
     */
    Optional<String> tlsConfigurationName();

    /**
     * How often each instance announces itself to those who call its services. They ask one that they miss two announcements of, and
     * take it for gone if it doesn't answer.
     */
    @WithDefault("5s")
    Duration announcementInterval();

    /** When instances of services get no calls for a while. */
    @ConfigDocSection(generated = true)
    NatsEjectionConfig ejection();

    /** How instances are chosen that get calls. */
    @ConfigDocSection(generated = true)
    NatsBalancingConfig balancing();

    /**
     * Limits on calls that the application's services take on, by the services' names. Without a name they hold for each service that
     * has no value of its own.
     */
    @WithUnnamedKey(NatsServiceConfig.EVERY)
    @ConfigDocMapKey("service")
    Map<String, NatsServiceConfig> services();

    /** The traffic policies of services that this application calls, by their names. */
    @ConfigDocSection
    @ConfigDocMapKey("service")
    Map<String, NatsTrafficConfig> traffic();

    /**
     * The JetStream key-value bucket with the traffic policies of services, each as JSON under the service's name, behind the subject
     * prefix if there is one. They take the place of those that are configured, and are followed while they change. Without JetStream
     * or without the bucket there are none. Empty means that no bucket is looked for.
     */
    @WithDefault("mesh-traffic")
    Optional<String> trafficBucket();

    /** What goes wrong on purpose. */
    @ConfigDocSection(generated = true)
    NatsFaultInjectionConfig faultInjection();

    /** Copies of calls. */
    @ConfigDocSection(generated = true)
    NatsMirroringConfig mirroring();

    /** What services remember of calls that may come again. */
    @ConfigDocSection(generated = true)
    NatsDeduplicationConfig deduplication();

    /** Compression of large bodies. */
    @ConfigDocSection(generated = true)
    NatsCompressionConfig compression();

    /** What guards the calls of all services, or of one. */
    @WithUnnamedKey(ALL_CLIENTS)
    @ConfigDocSection
    @ConfigDocMapKey("service")
    Map<String, NatsClientConfig> clients();

    /** What carries the messages. */
    enum DataPath {
        /** An event loop of Vert.x reads, handles and writes them. */
        EVENT_LOOP,
        /** The threads of the NATS client library for Java do, which costs more. */
        JNATS
    }
}
