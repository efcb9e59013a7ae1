package dev.natsmesh.interop;

import dev.natsmesh.testkit.NatsServerResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(NatsServerResource.class)
class WeStreamFromJavaScriptTest extends WeStream {

    @Override
    Peer peer() {
        return JavaScript.peer();
    }
}
