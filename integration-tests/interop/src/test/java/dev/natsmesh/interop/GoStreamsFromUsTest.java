package dev.natsmesh.interop;

import dev.natsmesh.testkit.NatsServerResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(NatsServerResource.class)
class GoStreamsFromUsTest extends StreamsFromUs {

    @Override
    Peer caller() {
        return Go.peer();
    }
}
