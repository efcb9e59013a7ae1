package dev.natsmesh.chaos;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import dev.natsmesh.testkit.NatsServer;
import dev.natsmesh.testkit.Progress;

/** What can happen. When it is over, everything is whole again. */
enum EventKind {

    /** A server dies, and is started again after a while. */
    KILL_SERVER {
        @Override
        void happen(Deployment deployment, PlannedEvent event) throws InterruptedException {
            int server = deployment.serverInUse(event.target());
            deployment.server(server).kill();
            hold(event.hold());
            deployment.cluster().restart(server);
        }
    },

    /** A server stops where it is, with its sockets open, and goes on 2 s later. */
    FREEZE_SERVER {
        @Override
        void happen(Deployment deployment, PlannedEvent event) throws InterruptedException {
            NatsServer server = deployment.server(deployment.serverInUse(event.target()));
            server.freeze();
            hold(FROZEN);
            server.thaw();
            deployment.cluster().awaitRoutes();
        }
    },

    /** A server asks its clients to leave, ends, and is started again. */
    LAME_DUCK {
        @Override
        void happen(Deployment deployment, PlannedEvent event) {
            int index = deployment.serverInUse(event.target());
            NatsServer server = deployment.server(index);
            server.lameDuck();
            if (!server.awaitExit(LAME_DUCK_LIMIT)) {
                Progress.step("%s still has clients, it is killed", server);
                server.kill();
            }
            deployment.cluster().restart(index);
        }
    },

    /** One server after the other is stopped and started again at once, as for new versions. */
    ROLLING_RESTART {
        @Override
        void happen(Deployment deployment, PlannedEvent event) {
            for (int i = 0; i < Deployment.SIZE; i++) {
                deployment.cluster().restart((event.target() + i) % Deployment.SIZE);
            }
        }
    },

    /** An instance dies, and another one is started. */
    KILL_INSTANCE {
        @Override
        void happen(Deployment deployment, PlannedEvent event) {
            deployment.instance(event.target()).kill();
            deployment.startInstance(event.target());
        }
    },

    /** An instance is asked to end, as an orchestrator does, and another one is started. */
    TERM_INSTANCE {
        @Override
        void happen(Deployment deployment, PlannedEvent event) {
            deployment.instance(event.target()).terminate();
            deployment.startInstance(event.target());
        }
    },

    /** An instance takes 20 times as long for its answers, for a while. */
    SLOW_INSTANCE {
        @Override
        void happen(Deployment deployment, PlannedEvent event) throws InterruptedException {
            deployment.instance(event.target()).slowDown(SLOWNESS);
            hold(event.hold());
            deployment.instance(event.target()).slowDown(1);
        }
    },

    /** Two servers can't reach each other for a while. Every caller still reaches an instance. */
    CUT_ROUTE {
        @Override
        void happen(Deployment deployment, PlannedEvent event) throws InterruptedException {
            int spared = deployment.serverWithAnInstance(event.target());
            int one = (spared + 1) % Deployment.SIZE;
            int other = (spared + 2) % Deployment.SIZE;
            deployment.cluster().cutRoute(one, other);
            hold(event.hold());
            deployment.cluster().mendRoute(one, other);
        }
    };

    private static final Duration FROZEN = Duration.ofSeconds(2);
    private static final Duration LAME_DUCK_LIMIT = Duration.ofSeconds(10);
    private static final int SLOWNESS = 20;

    /** Makes it happen, and repairs it. */
    abstract void happen(Deployment deployment, PlannedEvent event) throws InterruptedException;

    /** @throws IllegalArgumentException if there is none of that name */
    static EventKind named(String name) {
        return Arrays.stream(values()).filter(kind -> kind.toString().equals(name.strip())).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no event '%s'".formatted(name)));
    }

    private static void hold(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }

    /** Its name, e.g. {@code kill-server}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
