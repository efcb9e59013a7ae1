package dev.natsmesh.runtime.discovery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Subject;
import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.runtime.call.Subjects;
import dev.natsmesh.runtime.transport.Transport;

/** Tells callers which instances of services run here: when they begin, again and again, and when they leave. */
public final class Announcements {

    private static final Logger LOG = Logger.getLogger(Announcements.class);

    private final Transport transport;
    private final SubjectPrefix prefix;
    private final ScheduledExecutorService executor;
    private final Duration interval;
    private final List<ServiceInstance> services = new CopyOnWriteArrayList<>();
    private volatile boolean leaving;

    /** @param interval the pause between two announcements of an instance that goes on */
    public Announcements(Transport transport, SubjectPrefix prefix, ScheduledExecutorService executor, Duration interval) {
        this.transport = transport;
        this.prefix = prefix;
        this.executor = executor;
        this.interval = interval;
    }

    /** Announces a service of this instance from now on. */
    public void begin(ServiceInstance service) {
        services.add(service);
        up(service);
    }

    private void up(ServiceInstance service) {
        if (!leaving) {
            tell(service, "up");
            executor.schedule(() -> up(service), interval.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Says that the services get no further calls here. */
    public void drain() {
        leaving = true;
        services.forEach(service -> tell(service, "draining"));
    }

    /** Says that they are gone. */
    public void end() {
        leaving = true;
        services.forEach(service -> tell(service, "down"));
    }

    /** Without a connection nobody hears it, and the next one comes soon. */
    private void tell(ServiceInstance service, String state) {
        Subject subject = Subject.of(prefix.before(Subjects.announcements(service.name(), service.id())));
        transport.publish("The announcement of " + service.name(), subject, new Headers(),
                DiscoveryJson.announcement(service, state, interval), new Completion() {

                    @Override
                    public void success(Object nothing) {
                        // Nobody answers it.
                    }

                    @Override
                    public void failure(Throwable failure) {
                        LOG.debugf("%s", failure.getMessage());
                    }
                });
    }
}
