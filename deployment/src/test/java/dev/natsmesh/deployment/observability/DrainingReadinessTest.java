package dev.natsmesh.deployment.observability;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.MeshControl;
import dev.natsmesh.NatsClient;
import dev.natsmesh.deployment.MeshApplication;
import io.quarkus.test.QuarkusUnitTest;

class DrainingReadinessTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Contract.class, Readiness.class);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    MeshControl mesh;

    @Test
    void isDownOnceTheApplicationLeavesTheMesh() {
        await().atMost(PATIENCE).until(() -> Readiness.now().is("UP", "connected"));

        mesh.drain().await().atMost(PATIENCE);

        await().atMost(PATIENCE).until(() -> Readiness.now().is("DOWN", "draining"));
    }

    @NatsClient("anything")
    public interface Contract {

        String call();
    }
}
