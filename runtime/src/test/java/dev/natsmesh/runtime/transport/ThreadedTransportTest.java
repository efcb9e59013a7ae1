package dev.natsmesh.runtime.transport;

import java.time.Duration;
import java.util.function.Function;

import org.junit.jupiter.api.Nested;

/** The guarantees of every transport, given by the one over jnats' threads. */
class ThreadedTransportTest {

    private static final Function<ConnectionSettings, Transport> THREADS = settings -> NatsTransport.onThreads(settings,
            Duration.ofSeconds(30));

    @Nested
    class Requests extends RequestGuarantees {
        Requests() {
            super(THREADS);
        }
    }

    @Nested
    class Publications extends PublishGuarantees {
        Publications() {
            super(THREADS);
        }
    }

    @Nested
    class Connections extends ConnectionGuarantees {
        Connections() {
            super(THREADS);
        }
    }

    @Nested
    class LameDucks extends LameDuckGuarantees {
        LameDucks() {
            super(THREADS);
        }
    }

    @Nested
    class Standbys extends StandbyGuarantees {
        Standbys() {
            super(THREADS);
        }
    }

    @Nested
    class LameDucksWithStandby extends LameDuckGuarantees {
        LameDucksWithStandby() {
            super(StandbyGuarantees.withStandby(THREADS));
        }
    }

    @Nested
    class Drains extends DrainGuarantees {
        Drains() {
            super(THREADS);
        }
    }

    @Nested
    class Buckets extends BucketGuarantees {
        Buckets() {
            super(THREADS);
        }
    }

    @Nested
    class Authentications extends AuthenticationGuarantees {
        Authentications() {
            super(THREADS);
        }
    }

    @Nested
    class Tls extends TlsGuarantees {
        Tls() {
            super(THREADS);
        }
    }
}
