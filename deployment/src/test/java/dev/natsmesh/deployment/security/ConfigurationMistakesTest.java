package dev.natsmesh.deployment.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.deployment.MeshApplication;
import io.quarkus.test.QuarkusUnitTest;

class ConfigurationMistakesTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication
            .withoutServer(SecuredApplication.Greeting.class, SecuredApplication.GreetingService.class)
            .overrideConfigKey("quarkus.nats.servers", "nats://bob:s3cret#1@host:4222,http://host:4222,nats://eve:s3cret2@host")
            .overrideConfigKey("quarkus.nats.password", "s3cret3")
            .overrideConfigKey("quarkus.nats.token", "s3cret4")
            .overrideConfigKey("quarkus.nats.nkey-seed", "SUs3cret5")
            .overrideConfigKey("quarkus.nats.credentials-file", "no/such/file.creds")
            .overrideConfigKey("quarkus.nats.tls-configuration-name", "nowhere")
            .overrideConfigKey("quarkus.nats.subject-prefix", "a..b")
            .overrideConfigKey("quarkus.nats.timeout", "0s")
            .overrideConfigKey("quarkus.nats.connect-timeout", "-1s")
            .overrideConfigKey("quarkus.nats.reconnect-delay", "0s")
            .overrideConfigKey("quarkus.nats.max-reconnect-delay", "0s")
            .overrideConfigKey("quarkus.nats.ping-interval", "0s")
            .overrideConfigKey("quarkus.nats.drain-timeout", "-1s")
            .overrideConfigKey("quarkus.nats.server-liveness", "-1s")
            .overrideConfigKey("quarkus.nats.clients.timeout", "0s")
            .overrideConfigKey("quarkus.nats.clients.methods.\"greet\".timeout", "1s")
            .overrideConfigKey("quarkus.nats.clients.\"nobody\".timeout", "1s")
            .overrideConfigKey("quarkus.nats.clients.\"greeting\".methods.\"nothing\".timeout", "1s")
            .overrideConfigKey("quarkus.nats.clients.\"greeting\".circuit-breaker.failure-ratio", "1.5")
            .overrideConfigKey("quarkus.nats.clients.\"greeting\".retry.max-retries", "-2")
            .overrideConfigKey("quarkus.nats.clients.\"greeting\".methods.\"greet\".hedging.enabled", "true")
            .overrideConfigKey("quarkus.nats.clients.balancer", "sticky")
            .overrideConfigKey("quarkus.nats.clients.\"greeting\".methods.\"greet\".balancer", "sticky")
            .overrideConfigKey("quarkus.nats.balancing.latency-memory", "0s")
            .assertException(failure -> assertThat(StartFailure.of(failure))
                    .contains("The configuration below quarkus.nats is wrong",
                            "servers[0] (not shown, it may hold a password): it names no host, or its port is not a number",
                            "servers[1] (not shown, it may hold a password): its scheme is not one of",
                            "more than one way to authenticate is configured: servers (a URL holds credentials), username,"
                                    + " token, nkey-seed, credentials-file",
                            "username and password go together; username is missing",
                            "nkey-seed: not a valid seed", "credentials-file: there is no readable file at no/such/file.creds",
                            "subject-prefix: 'a..b' is not made of names", "tls-configuration-name is 'nowhere'",
                            "timeout is PT0S", "connect-timeout is PT-1S",
                            "reconnect-delay is PT0S", "max-reconnect-delay is PT0S", "ping-interval is PT0S",
                            "drain-timeout is PT-1S", "server-liveness is PT-1S",
                            "clients.timeout is PT0S; expected more than zero",
                            "clients.methods.\"greet\": methods belong to a service",
                            "clients.\"nobody\": no contract is of a service with that name; expected 'greeting'",
                            "clients.\"greeting\".methods.\"nothing\": no contract of the service has such a method",
                            "clients.\"greeting\".circuit-breaker.failure-ratio is 1.5; expected 0 to 1",
                            "clients.\"greeting\".retry.max-retries is -2; expected -1 or more",
                            "clients.\"greeting\".methods.\"greet\".hedging: Greeting.greet can't be called a second time",
                            "clients.balancer is sticky, which is for single methods; expected @StickyKey",
                            "clients.\"greeting\".methods.\"greet\".balancer is sticky, and Greeting.greet has no key; expected"
                                    + " @StickyKey on one of its parameters",
                            "balancing.latency-memory is PT0S; expected more than zero")
                    .doesNotContain("s3cret"));

    @Test
    void failTheStartAllInOneMessageThatHoldsNoSecret() {
        fail("the application started");
    }
}
