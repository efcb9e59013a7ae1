package dev.natsmesh.runtime.transport;

import java.time.Duration;
import java.util.function.Function;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

import io.vertx.core.Vertx;

/** The guarantees of every transport, given by the one on an event loop. */
class EventLoopTransportTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final Function<ConnectionSettings, Transport> EVENT_LOOP = settings -> new EventLoopTransports(VERTX,
            settings,
            Duration.ofSeconds(30), 4);

    @AfterAll
    static void closeVertx() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Nested
    class Requests extends RequestGuarantees {
        Requests() {
            super(EVENT_LOOP);
        }
    }

    @Nested
    class Publications extends PublishGuarantees {
        Publications() {
            super(EVENT_LOOP);
        }
    }

    @Nested
    class Connections extends ConnectionGuarantees {
        Connections() {
            super(EVENT_LOOP);
        }
    }

    @Nested
    class LameDucks extends LameDuckGuarantees {
        LameDucks() {
            super(EVENT_LOOP);
        }
    }

    @Nested
    class Standbys extends StandbyGuarantees {
        Standbys() {
            super(EVENT_LOOP);
        }
    }

    @Nested
    class LameDucksWithStandby extends LameDuckGuarantees {
        LameDucksWithStandby() {
            super(StandbyGuarantees.withStandby(EVENT_LOOP));
        }
    }

    @Nested
    class ConnectionsWithStandby extends ConnectionGuarantees {
        ConnectionsWithStandby() {
            super(StandbyGuarantees.withStandby(EVENT_LOOP));
        }
    }

    @Nested
    class Drains extends DrainGuarantees {
        Drains() {
            super(EVENT_LOOP);
        }
    }

    @Nested
    class Buckets extends BucketGuarantees {
        Buckets() {
            super(EVENT_LOOP);
        }
    }

    @Nested
    class Authentications extends AuthenticationGuarantees {
        Authentications() {
            super(EVENT_LOOP);
        }
    }

    @Nested
    class Tls extends TlsGuarantees {
        Tls() {
            super(EVENT_LOOP);
        }
    }
}
