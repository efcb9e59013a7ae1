package dev.natsmesh.deployment.stream;

import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class StreamTest extends StreamGuarantees {

    @RegisterExtension
    static final QuarkusUnitTest APP = application();
}
