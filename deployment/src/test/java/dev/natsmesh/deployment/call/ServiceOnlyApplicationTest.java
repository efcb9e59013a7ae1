package dev.natsmesh.deployment.call;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.deployment.MeshApplication;
import io.quarkus.test.QuarkusUnitTest;

class ServiceOnlyApplicationTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Greeting.class, GreetingService.class);

    @Inject
    Greeting greeting;

    @Test
    void startsThoughNothingInItNamesTheQualifier() {
        assertThat(greeting.greet("you")).isEqualTo("hello you");
    }

    @NatsClient("greeting-only-served")
    public interface Greeting {
        String greet(String name);
    }

    @NatsService(version = "1.0.0")
    public static class GreetingService implements Greeting {

        @Override
        public String greet(String name) {
            return "hello " + name;
        }
    }
}
