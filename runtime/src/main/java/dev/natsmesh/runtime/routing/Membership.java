package dev.natsmesh.runtime.routing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.NoRespondersException;
import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Subject;
import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.runtime.call.Subjects;
import dev.natsmesh.runtime.transport.InboundMessage;
import dev.natsmesh.runtime.transport.ReplyHandler;
import dev.natsmesh.runtime.transport.Request;
import dev.natsmesh.runtime.transport.RequestTraits;
import dev.natsmesh.runtime.transport.Transport;

/**
 * Keeps a service's route informed of the instances that there are: they announce themselves at times, and are asked when they
 * don't, and whenever a call gets no answer.
 */
final class Membership implements Instances {

    private static final Logger LOG = Logger.getLogger(Membership.class);
    private static final byte[] NO_BODY = new byte[0];
    /** How long one that works may take to answer. */
    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final Duration PATIENCE_OF_MANY = Duration.ofSeconds(2);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LONGEST_PAUSE_MILLIS = TimeUnit.MINUTES.toMillis(10);
    /** How many announcements may be missing. */
    private static final int MISSING = 2;

    private final String service;
    private final SubjectPrefix prefix;
    private final Transport transport;
    private final ScheduledExecutorService executor;
    private final ServiceRoute route;
    private final AtomicLong askedAll = new AtomicLong(System.nanoTime() - PAUSE_NANOS);
    /** Those that are being asked. */
    private final ConcurrentHashMap<Instance, Boolean> asked = new ConcurrentHashMap<>();
    private final CountDownLatch known = new CountDownLatch(1);
    private volatile long intervalMillis;
    private volatile boolean closed;

    Membership(String service, SubjectPrefix prefix, EjectionSettings settings, List<Ejections> listeners, Transport transport,
            ScheduledExecutorService executor) {
        this.service = service;
        this.prefix = prefix;
        this.transport = transport;
        this.executor = executor;
        this.route = new ServiceRoute(service, settings, this, listeners, System::nanoTime,
                () -> ThreadLocalRandom.current().nextDouble());
    }

    ServiceRoute route() {
        return route;
    }

    /** Listens and asks who is there. */
    void begin() {
        transport.listen(prefix.before(Subjects.announcements(service, "*")), this::announcement);
        askWhoIsThere();
        after(PATIENCE, this::known);
    }

    /** Waits until all have been heard of that are there, as far as can be told. */
    void awaitKnown() throws InterruptedException {
        known.await(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void known() {
        route.known();
        known.countDown();
    }

    @Override
    public void askWhoIsThere() {
        if (!closed) {
            request("$SRV.PING." + service, true, PATIENCE_OF_MANY, this::told, failure -> {
                // Else time is over, which is the usual end.
                if (failure instanceof NoRespondersException) {
                    known();
                }
            });
        }
    }

    void close() {
        closed = true;
    }

    private void announcement(InboundMessage message) {
        message.finish();
        told(message.body());
    }

    private void told(byte[] body) {
        InstanceMessage.parse(body, service, prefix.tokens()).ifPresent(message -> {
            if (message.leaves()) {
                route.left(message.id());
            } else if (!message.addressable()) {
                if (!message.dark()) {
                    route.plain();
                }
            } else {
                route.announced(message.id(), new Instance(service, message.id(), message.version(), message.dark(), prefix));
                expectOthers(message.nextMillis());
            }
        });
    }

    /** From the first time on that an instance says when it will announce itself again, it is seen whether all do. */
    private void expectOthers(long nextMillis) {
        boolean first = intervalMillis == 0;
        if (nextMillis > 0) {
            intervalMillis = Math.max(intervalMillis, Math.min(nextMillis, LONGEST_PAUSE_MILLIS));
            if (first) {
                after(Duration.ofMillis(nextMillis), this::lookWhoIsMissing);
            }
        }
    }

    private void lookWhoIsMissing() {
        long latest = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(MISSING * intervalMillis);
        route.notHeardSince(latest).forEach(this::ask);
        after(Duration.ofMillis(intervalMillis), this::lookWhoIsMissing);
    }

    @Override
    public void askAll() {
        long last = askedAll.get();
        long now = System.nanoTime();
        if (now - last >= PAUSE_NANOS && askedAll.compareAndSet(last, now)) {
            route.notHeardSince(now).forEach(this::ask);
        }
    }

    @Override
    public void ask(Instance instance) {
        if (!closed && asked.putIfAbsent(instance, true) == null) {
            request("$SRV.PING." + service + "." + instance.id(), false, PATIENCE, body -> {
                asked.remove(instance);
                route.answered(instance);
            }, failure -> {
                asked.remove(instance);
                notAnswered(instance, failure);
            });
        }
    }

    /** Only a question that was sent and has no answer says something about whom it was sent to. */
    private void notAnswered(Instance instance, RuntimeException failure) {
        if (failure instanceof CallTimeoutException) {
            route.silent(instance);
        } else if (failure instanceof NoRespondersException) {
            route.absent(instance);
        } else {
            after(PATIENCE, () -> ask(instance));
        }
    }

    @Override
    public void after(Duration pause, Runnable task) {
        if (!closed) {
            executor.schedule(task, pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void request(String subject, boolean many, Duration patience, Consumer<byte[]> answer,
            Consumer<RuntimeException> none) {
        transport.request(new Request(new RequestTraits(subject, !many, many, null), Subject.of(subject), new Headers(),
                NO_BODY, Deadline.in(patience)), new ReplyHandler() {

                    @Override
                    public void reply(Headers headers, byte[] body) {
                        answer.accept(body);
                    }

                    @Override
                    public void failed(RuntimeException failure) {
                        LOG.debugf("%s", failure.getMessage());
                        none.accept(failure);
                    }
                });
    }
}
