package dev.natsmesh.deployment.observability;

import org.jboss.logging.MDC;

import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.ServiceException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;

/** A service that tells what the MDC holds while it runs, on each kind of thread. */
@NatsClient("echo")
public interface Echo {

    Uni<String> eventLoop(String key);

    String worker(String key);

    String virtualThread(String key);

    void refuse(int code);

    void declared() throws Refused;

    /** Calls somebody who isn't there. */
    void relay();

    /** Fails as if a call of its own had timed out. */
    void late();

    class Refused extends Exception {
        private static final long serialVersionUID = 1L;
    }

    @NatsClient("nobody")
    interface Nobody {

        void ask();
    }

    @NatsService(version = "1.0.0")
    class EchoService implements Echo {

        @NatsClient
        Nobody nobody;

        @Override
        public Uni<String> eventLoop(String key) {
            return Uni.createFrom().item(() -> mdc(key));
        }

        @Override
        public String worker(String key) {
            return mdc(key);
        }

        @Override
        @RunOnVirtualThread
        public String virtualThread(String key) {
            return mdc(key);
        }

        @Override
        public void refuse(int code) {
            throw new ServiceException(code, "refused");
        }

        @Override
        public void declared() throws Refused {
            throw new Refused();
        }

        @Override
        public void relay() {
            nobody.ask();
        }

        @Override
        public void late() {
            throw new CallTimeoutException("Somebody.else() took too long");
        }

        private static String mdc(String key) {
            return String.valueOf(MDC.get(key));
        }
    }
}
