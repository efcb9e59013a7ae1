package dev.natsmesh.deployment.stream;

import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class StreamOnThreadsTest extends StreamGuarantees {

    @RegisterExtension
    static final QuarkusUnitTest APP = application().overrideConfigKey("quarkus.nats.transport", "jnats");
}
