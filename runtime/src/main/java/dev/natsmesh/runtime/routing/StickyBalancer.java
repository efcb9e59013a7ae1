package dev.natsmesh.runtime.routing;

import dev.natsmesh.runtime.call.KeyArgument;

/** Gives the calls with one key to one instance. */
final class StickyBalancer implements Balancer {

    private final KeyArgument key;

    StickyBalancer(KeyArgument key) {
        this.key = key;
    }

    @Override
    public Instance choose(Instance[] serving, Object payload) {
        String text = key.text(payload);
        return text == null ? null : Rendezvous.owner(Rendezvous.hash(text), serving);
    }

    @Override
    public boolean repeatsElsewhere() {
        return false;
    }

    /** Only with what it will have if it works. */
    @Override
    public boolean mayTry(Instance onTrial, Instance chosen, Object payload) {
        return chosen != null && Rendezvous.isBefore(onTrial, chosen, Rendezvous.hash(key.text(payload)));
    }
}
