package dev.natsmesh.deployment.devservices;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.deployment.MeshApplication;
import io.quarkus.test.QuarkusUnitTest;

class WithoutContractsTest {

    /** Were a server to be started, the command would fail the start. */
    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.withoutServer(WithoutContractsTest.class)
            .overrideConfigKey("quarkus.nats.devservices.command", "no-such-command");

    @Test
    void anApplicationThatDoesNotUseTheMeshGetsNoServer() {
        assertThat(ConfigProvider.getConfig().getValue("quarkus.nats.servers", String.class))
                .isEqualTo("nats://localhost:4222");
    }
}
