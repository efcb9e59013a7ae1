package dev.natsmesh.runtime.client;

import dev.natsmesh.runtime.call.Completion;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import io.vertx.core.impl.ContextInternal;

/** A call for each subscription. */
final class CallUni extends AbstractUni<Object> {

    private final ClientCalls calls;
    private final int index;
    private final Object payload;

    CallUni(ClientCalls calls, int index, Object payload) {
        this.calls = calls;
        this.index = index;
        this.payload = payload;
    }

    @Override
    public void subscribe(UniSubscriber<? super Object> subscriber) {
        Subscribed end = new Subscribed(subscriber);
        subscriber.onSubscribe(end);
        if (!end.cancelled) {
            calls.start(index, payload, ContextInternal.current(), end);
        }
    }

    private static final class Subscribed implements UniSubscription, Completion {

        private final UniSubscriber<? super Object> subscriber;
        private volatile boolean cancelled;

        Subscribed(UniSubscriber<? super Object> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public void success(Object result) {
            if (!cancelled) {
                subscriber.onItem(result);
            }
        }

        @Override
        public void failure(Throwable failure) {
            if (!cancelled) {
                subscriber.onFailure(failure);
            }
        }
    }
}
