package dev.natsmesh.deployment.client;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.deployment.MeshApplication;
import io.quarkus.test.QuarkusUnitTest;

/** Contracts and services in a library; one that is indexed twice, by itself and with the application, counts once. */
class ContractInDependencyTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(SharedService.class)
            .withAdditionalDependency(jar -> jar.addClasses(Shared.class, Hidden.class, HiddenService.class, Gateway.class));

    @NatsClient
    Shared shared;

    @Inject
    Gateway gateway;

    @Test
    void publicContractIsCalled() {
        assertThat(shared.ask("x")).isEqualTo("shared x");
    }

    @Test
    void packagePrivateContractIsCalled() {
        assertThat(gateway.ask("x")).isEqualTo("hidden x");
    }

    @NatsClient("shared")
    public interface Shared {
        String ask(String what);
    }

    @NatsService
    public static class SharedService implements Shared {
        @Override
        public String ask(String what) {
            return "shared " + what;
        }
    }

    @NatsClient("hidden-in-library")
    interface Hidden {
        String ask(String what);
    }

    @NatsService
    static class HiddenService implements Hidden {
        @Override
        public String ask(String what) {
            return "hidden " + what;
        }
    }

    @ApplicationScoped
    public static class Gateway {

        @NatsClient
        Hidden hidden;

        public String ask(String what) {
            return hidden.ask(what);
        }
    }
}
