package dev.natsmesh.runtime.transport;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The subjects that a transport serves, and on which links it has subscribed to them. */
final class Subscriptions {

    private final Supplier<Link> active;
    private final Set<Served> served = new LinkedHashSet<>();
    private boolean ended;

    Subscriptions(Supplier<Link> active) {
        this.active = active;
    }

    /** @param lasting whether links keep it when they leave what they serve */
    synchronized ServedSubject add(String subject, String queueGroup, boolean lasting, MessageHandler handler) {
        Served subscription = new Served(subject, queueGroup, lasting, handler);
        if (!ended) {
            served.add(subscription);
            subscription.on(active.get());
        }
        return subscription;
    }

    /** Subscribes to what the link isn't subscribed to yet; over a reconnect a link keeps its subscriptions. */
    synchronized void renewOn(Link link) {
        if (!ended) {
            served.forEach(subscription -> subscription.on(link));
        }
    }

    synchronized void forget(Link link) {
        served.forEach(subscription -> subscription.links.remove(link));
    }

    /** From now on no link gets a subscription. */
    synchronized void end() {
        ended = true;
    }

    private final class Served implements ServedSubject {

        private final String subject;
        private final String queueGroup;
        private final boolean lasting;
        private final MessageHandler handler;
        private final Map<Link, Runnable> links = new HashMap<>();

        Served(String subject, String queueGroup, boolean lasting, MessageHandler handler) {
            this.subject = subject;
            this.queueGroup = queueGroup;
            this.lasting = lasting;
            this.handler = handler;
        }

        void on(Link link) {
            if (link.isUp()) {
                try {
                    links.computeIfAbsent(link, next -> next.path().subscribe(subject, queueGroup, lasting, handler));
                } catch (IllegalStateException e) {
                    // The link has just been closed; the next one gets the subscription.
                    links.remove(link);
                }
            }
        }

        @Override
        public void withdraw() {
            synchronized (Subscriptions.this) {
                served.remove(this);
                links.values().forEach(Runnable::run);
                links.clear();
            }
        }
    }
}
