package dev.natsmesh.runtime.transport;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The subjects that a transport serves, and on which links it has subscribed to them. */
final class Subscriptions {

    /** Who else gets the messages, and until when they come. */
    enum Kind {
        /** The members of the group share them, until links leave what they serve. */
        SHARED,
        /** There is no other member of the group, until links leave what they serve. */
        ALONE,
        /** Everybody gets them, for as long as the link is there. */
        LASTING
    }

    private final Supplier<Link> active;
    /** How many links were lost, and what they served is served by others. */
    private int losses;
    private final Set<Served> served = new LinkedHashSet<>();
    private boolean ended;

    Subscriptions(Supplier<Link> active) {
        this.active = active;
    }

    synchronized ServedSubject add(String subject, String queueGroup, Kind kind, MessageHandler handler) {
        Served subscription = new Served(subject, queueGroup, kind, handler);
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

    /**
     * The same on a link that takes the place of one that is lost, which serves nothing any more if it comes back. Its server may
     * hang, with the others believing in its subscriptions: the new ones are in other groups where that does no harm, so that they
     * get each message, too.
     */
    synchronized void move(Link lost, Link next) {
        served.forEach(subscription -> subscription.leave(lost));
        losses++;
        renewOn(next);
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
        private final Kind kind;
        private final MessageHandler handler;
        private final Map<Link, Runnable> links = new HashMap<>();

        Served(String subject, String queueGroup, Kind kind, MessageHandler handler) {
            this.subject = subject;
            this.queueGroup = queueGroup;
            this.kind = kind;
            this.handler = handler;
        }

        void on(Link link) {
            if (link.isUp()) {
                try {
                    links.computeIfAbsent(link,
                            next -> next.path().subscribe(subject, group(), kind == Kind.LASTING, handler));
                } catch (IllegalStateException e) {
                    // The link has just been closed; the next one gets the subscription.
                    links.remove(link);
                }
            }
        }

        void leave(Link link) {
            Runnable leaving = kind == Kind.LASTING ? null : links.remove(link);
            if (leaving != null) {
                leaving.run();
            }
        }

        private String group() {
            return kind == Kind.ALONE && losses > 0 ? queueGroup + "." + losses : queueGroup;
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
