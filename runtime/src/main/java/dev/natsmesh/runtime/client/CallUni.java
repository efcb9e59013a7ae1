package dev.natsmesh.runtime.client;

import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import io.vertx.core.impl.ContextInternal;

/** A call for each subscription, cancelled with it. */
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
        Call call = calls.call(index, payload, ContextInternal.current());
        Subscribed end = new Subscribed(call, subscriber);
        subscriber.onSubscribe(end);
        if (!call.isCancelled()) {
            calls.start(index, call, end);
        }
    }

    private record Subscribed(Call call, UniSubscriber<? super Object> subscriber) implements UniSubscription, Completion {

        @Override
        public void cancel() {
            call.cancel();
        }

        @Override
        public void success(Object result) {
            if (!call.isCancelled()) {
                subscriber.onItem(result);
            }
        }

        @Override
        public void failure(Throwable failure) {
            if (!call.isCancelled()) {
                subscriber.onFailure(failure);
            }
        }
    }
}
