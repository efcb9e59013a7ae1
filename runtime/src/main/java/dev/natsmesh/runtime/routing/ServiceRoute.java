package dev.natsmesh.runtime.routing;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

import org.jboss.logging.Logger;

import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.NoRespondersException;
import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.routing.Instance.State;

/**
 * Where the calls of one service go. While all is well that is its queue group: NATS chooses an instance, and nothing is done or
 * kept here. Once a call fails, calls go to single instances in turn, so that it is seen which of them fails; one that does so again
 * and again, or doesn't answer when it is asked, gets none for a while. When none has failed for a time, the queue group is back.
 *
 * <p>The set of those that get calls never becomes empty: calls go to the queue group then, and at most half of the instances are
 * ejected for failures. Where there are instances that can't be called by themselves, since they are not of this extension, calls
 * stay with the queue group: these would get none. The calls of one version go the same way among the instances of that version. A
 * {@link BalancedRoute} chooses itself from those that get calls.
 */
public final class ServiceRoute {

    private static final Logger LOG = Logger.getLogger(ServiceRoute.class);
    /** How long a trial waits for a call that may be repeated if it fails. */
    static final Duration TRIAL_PATIENCE = Duration.ofSeconds(5);
    /** How soon an instance is asked that is perhaps only on its way to another server, and all if none answers. */
    static final Duration SOON = Duration.ofMillis(100);
    /** How many times in a row nobody listens where an instance is asked until it is forgotten. */
    static final int ABSENCES = 2;
    /** An instance of which nothing is heard for so long is forgotten. */
    static final Duration MEMORY = Duration.ofMinutes(1);

    private final String service;
    private final EjectionSettings settings;
    private final Instances members;
    private final List<Ejections> listeners;
    private final LongSupplier nanoTime;
    /** From 0 to 1. */
    private final DoubleSupplier random;
    private final Map<String, Instance> instances = new LinkedHashMap<>();
    private final AtomicInteger turns = new AtomicInteger();
    private volatile Targets targets = Targets.NONE;
    private final Calm calm = new Calm();
    /** Whether there are balancers, and whether all have been heard of that are there. */
    private boolean balanced;
    private boolean known;
    private boolean forbidden;
    /** Whether an instance has been heard of that can't be called by itself, and when the last one was. */
    private boolean hasPlain;
    private long plainHeard;
    /** Whether somebody will look whether it is calm again. */
    private boolean looking;

    ServiceRoute(String service, EjectionSettings settings, Instances members, List<Ejections> listeners,
            LongSupplier nanoTime, DoubleSupplier random) {
        this.service = service;
        this.settings = settings;
        this.members = members;
        this.listeners = listeners;
        this.nanoTime = nanoTime;
        this.random = random;
    }

    /**
     * The instance that gets the call: another one than its last attempt had, if there is another.
     *
     * @param idempotent whether the call can be repeated if it fails
     * @param version whose instances may get it, {@code null} for all that are not dark
     * @return {@code null} for the queue group of the version, or of all
     */
    public Instance next(Call call, boolean idempotent, String version) {
        Targets now = targets;
        Instance[] all = now.inTurn(version);
        Instance[] tried = now.trials();
        if (all == null && (version == null || tried.length == 0)) {
            return null;
        }
        Instance before = (Instance) call.tried();
        Instance next = null;
        for (int i = 0; i < tried.length && next == null; i++) {
            if (tried[i] != before && mayGet(tried[i], version) && takes(tried[i], idempotent)) {
                next = tried[i];
            }
        }
        if (next == null && all != null) {
            next = inTurn(all);
            if (next == before) {
                next = inTurn(all);
            }
        }
        call.trying(next);
        return next;
    }

    private Instance inTurn(Instance[] all) {
        return all[Math.floorMod(turns.getAndIncrement(), all.length)];
    }

    private static boolean mayGet(Instance instance, String version) {
        return version == null ? !instance.isDark() : version.equals(instance.version());
    }

    /** Whether an instance of that version is known to serve. */
    public boolean serves(String version) {
        return targets.serves(version);
    }

    /** Whether the next call is the trial of that instance. If so, nobody else's is. */
    boolean takes(Instance trial, boolean idempotent) {
        return (idempotent || nanoTime.getAsLong() - trial.onTrialSince > TRIAL_PATIENCE.toNanos())
                && trial.waitsForCall.compareAndSet(true, false);
    }

    /** Those that may get one call each. */
    Instance[] trials() {
        return targets.trials();
    }

    /** Those that balancers choose from; {@code null} if their calls go to the queue group. */
    Instance[] serving() {
        return targets.balanced();
    }

    /** From now on there are balancers, so it is kept in mind who is there. */
    synchronized void balance() {
        balanced = true;
        update();
        lookForCalm();
    }

    /** All have been heard of that are there. */
    synchronized void known() {
        known = true;
        update();
    }

    /** A call of that instance has succeeded, or has failed by no fault of the instance. */
    public void succeeded(Instance instance) {
        if (instance.failures > 0 || instance.state != State.SERVING) {
            works(instance);
        }
    }

    /**
     * A call has failed.
     *
     * @param instance which was called, {@code null} for the queue group
     */
    public void failed(Instance instance, Throwable failure) {
        if (failure instanceof NoRespondersException) {
            missed(instance);
        } else if (Blame.isInstances(failure)) {
            suspect(instance, failure instanceof CallTimeoutException);
        } else if (failure instanceof CancellationException) {
            // Perhaps because it took too long.
            members.askAll();
            tryAgain(instance);
        } else if (instance != null && Blame.showsThatItWorks(failure)) {
            succeeded(instance);
        } else {
            tryAgain(instance);
        }
    }

    private synchronized void works(Instance instance) {
        instance.failures = 0;
        if (instance.state == State.ON_TRIAL) {
            giveBack(instance, "works again");
        } else if (instance.state == State.ABSENT) {
            present(instance);
            update();
        }
    }

    private synchronized void suspect(Instance instance, boolean silently) {
        watch();
        if (instance != null && instances.containsValue(instance)) {
            instance.failures++;
            if (instance.state == State.ON_TRIAL
                    || instance.state == State.SERVING && instance.failures >= settings.maxFailures() && mayEject()) {
                eject(instance);
            }
        }
        if (silently) {
            members.askAll();
        }
        update();
        lookForCalm();
    }

    private void watch() {
        if (calm.disturb(nanoTime.getAsLong())) {
            members.askWhoIsThere();
        }
    }

    private void lookForCalm() {
        if (!looking) {
            looking = true;
            members.after(Calm.FIRST, this::look);
        }
    }

    private synchronized void look() {
        looking = false;
        update();
        if (calm.isDisturbed() || balanced) {
            members.askWhoIsThere();
            lookForCalm();
        }
    }

    private boolean mayEject() {
        long ejected = instances.values().stream()
                .filter(each -> each.state == State.EJECTED || each.state == State.ON_TRIAL).count();
        return 2 * (ejected + 1) <= instances.size();
    }

    private void eject(Instance instance) {
        boolean again = instance.state != State.SERVING;
        instance.state = State.EJECTED;
        instance.ejections++;
        Duration pause = settings.backOff(instance.ejections, random.getAsDouble());
        LOG.warnf("%s: instance %s has failed %d times in a row and gets no calls for %d ms", service, instance,
                instance.failures, pause.toMillis());
        if (!again) {
            listeners.forEach(listener -> listener.ejected(service, "failures"));
        }
        members.after(pause, () -> members.ask(instance));
    }

    /** A trial that has shown nothing. */
    private synchronized void tryAgain(Instance instance) {
        if (instance != null && instance.state == State.ON_TRIAL) {
            instance.waitsForCall.set(true);
        }
    }

    /** Nobody listens where it was called, and perhaps will in a moment. */
    private synchronized void missed(Instance instance) {
        if (instance == null || instances.get(instance.id()) != instance || instance.state == State.ABSENT) {
            return;
        }
        if (instance.state != State.SERVING) {
            gone(instance);
            return;
        }
        instance.state = State.ABSENT;
        instance.absences = 0;
        update();
        members.after(SOON, () -> members.ask(instance));
    }

    /** Nobody listens where an instance was asked. */
    synchronized void absent(Instance instance) {
        if (instance.state != State.ABSENT) {
            missed(instance);
        } else if (++instance.absences < ABSENCES) {
            members.after(settings.backOff(1, random.getAsDouble()), () -> members.ask(instance));
        } else {
            gone(instance);
        }
    }

    private void present(Instance instance) {
        instance.heard = nanoTime.getAsLong();
        if (instance.state == State.ABSENT) {
            instance.state = State.SERVING;
        }
    }

    /** The instance has left. */
    private synchronized void gone(Instance instance) {
        if (instance != null) {
            if (instances.remove(instance.id(), instance) && instance.state != State.SERVING
                    && instance.state != State.ABSENT) {
                listeners.forEach(listener -> listener.returned(service));
            }
            update();
        }
    }

    /** The NATS server doesn't let this application call single instances. */
    public synchronized void forbidden() {
        if (!forbidden) {
            forbidden = true;
            LOG.warnf("%s: the NATS server does not allow this application to publish to the subjects of single instances"
                    + " (_MESH.I.%s.>), so one that fails gets calls like the others", service, service);
            update();
        }
    }

    /** An instance says that it is there. */
    synchronized void announced(String id, Instance unknown) {
        Instance instance = instances.computeIfAbsent(id, key -> unknown);
        present(instance);
        if (instance.state == State.SILENT) {
            instance.failures = 0;
            giveBack(instance, "is heard of again");
        }
        update();
    }

    /** An instance says that it is there which can't be called by itself. */
    synchronized void plain() {
        if (balanced && !hasPlain) {
            LOG.warnf(
                    "%s: there is an instance that can't be called by itself, as it is not of this extension, so NATS chooses who"
                            + " gets calls, whatever quarkus.nats.clients says of balancers",
                    service);
        }
        hasPlain = true;
        plainHeard = nanoTime.getAsLong();
        update();
    }

    /** An instance says that it leaves. */
    synchronized void left(String id) {
        gone(instances.get(id));
    }

    /** An instance answers that was asked. */
    synchronized void answered(Instance instance) {
        if (instances.get(instance.id()) != instance) {
            return;
        }
        present(instance);
        if (instance.state == State.SILENT) {
            instance.failures = 0;
            giveBack(instance, "answers again");
        } else if (instance.state == State.EJECTED) {
            instance.state = State.ON_TRIAL;
            instance.onTrialSince = instance.heard;
            if (targets.areNone()) {
                giveBack(instance, "answers, and no other does");
            } else {
                instance.waitsForCall.set(true);
            }
        }
        update();
    }

    /** An instance doesn't answer that was asked. */
    synchronized void silent(Instance instance) {
        if (instances.get(instance.id()) != instance) {
            return;
        }
        if (nanoTime.getAsLong() - instance.heard > MEMORY.toNanos()) {
            gone(instance);
            return;
        }
        if (instance.state == State.SERVING || instance.state == State.ABSENT) {
            LOG.warnf("%s: instance %s doesn't answer and gets no calls", service, instance);
            listeners.forEach(listener -> listener.ejected(service, "silence"));
        }
        instance.state = State.SILENT;
        watch();
        members.after(settings.backOff(1, random.getAsDouble()), () -> members.ask(instance));
        update();
        lookForCalm();
        if (!isAnyServing()) {
            members.after(SOON, this::askTheSilent);
        }
    }

    private void askTheSilent() {
        List<Instance> silent;
        synchronized (this) {
            silent = isAnyServing()
                    ? List.of()
                    : instances.values().stream().filter(each -> each.state == State.SILENT).toList();
        }
        silent.forEach(members::ask);
    }

    private boolean isAnyServing() {
        return instances.values().stream().anyMatch(each -> each.state == State.SERVING);
    }

    private void giveBack(Instance instance, String why) {
        LOG.infof("%s: instance %s %s and gets calls", service, instance, why);
        instance.state = State.SERVING;
        instance.ejections = 0;
        listeners.forEach(listener -> listener.returned(service));
        update();
    }

    private void update() {
        long now = nanoTime.getAsLong();
        if (instances.values().stream().allMatch(each -> each.state == State.SERVING)) {
            calm.settle(now);
        }
        if (hasPlain && now - plainHeard > MEMORY.toNanos()) {
            hasPlain = false;
        }
        Targets.Reach reach = forbidden ? Targets.Reach.NONE : hasPlain ? Targets.Reach.NOT_PLAIN : Targets.Reach.ALL;
        targets = Targets.of(instances.values(), calm.isDisturbed(), reach, balanced && known);
    }

    /** Those that have not been heard of since that time, and are not known to be silent. */
    synchronized List<Instance> notHeardSince(long time) {
        return instances.values().stream()
                .filter(instance -> instance.state != State.SILENT && instance.heard - time < 0).toList();
    }
}
