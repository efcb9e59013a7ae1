package dev.natsmesh.runtime.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks nobody, and lets time pass as it is told. */
final class Peers implements Instances {

    private record Later(long time, Runnable task) {
    }

    final List<Instance> asked = new ArrayList<>();
    private final List<Later> later = new ArrayList<>();
    int askedAll;
    int askedWhoIsThere;
    long now = Long.MAX_VALUE - 1_000;

    void pass(Duration time) {
        now += time.toNanos();
        List<Later> due = later.stream().filter(each -> each.time - now <= 0).toList();
        later.removeAll(due);
        due.forEach(each -> each.task.run());
    }

    @Override
    public void ask(Instance instance) {
        asked.add(instance);
    }

    @Override
    public void askAll() {
        askedAll++;
    }

    @Override
    public void askWhoIsThere() {
        askedWhoIsThere++;
    }

    @Override
    public void after(Duration pause, Runnable task) {
        later.add(new Later(now + pause.toNanos(), task));
    }
}
