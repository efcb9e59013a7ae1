package dev.natsmesh.runtime.transport;

import java.time.Duration;
import java.util.function.Function;

import org.junit.jupiter.api.Nested;

/** The guarantees of every transport, given by the one over jnats' threads. */
class JnatsTransportTest {

    private static final Function<ConnectionSettings, Transport> JNATS = settings -> new JnatsTransport(settings,
            Duration.ofSeconds(30));

    @Nested
    class Requests extends RequestGuarantees {
        Requests() {
            super(JNATS);
        }
    }

    @Nested
    class Connections extends ConnectionGuarantees {
        Connections() {
            super(JNATS);
        }
    }

    @Nested
    class LameDucks extends LameDuckGuarantees {
        LameDucks() {
            super(JNATS);
        }
    }

    @Nested
    class Drains extends DrainGuarantees {
        Drains() {
            super(JNATS);
        }
    }
}
