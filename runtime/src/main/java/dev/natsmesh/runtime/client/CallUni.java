package dev.natsmesh.runtime.client;

import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.CurrentCall;
import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Operation;
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
        Call served = CurrentCall.get();
        Subscribed call = new Subscribed(calls.operation(index), calls.headers(), calls.deadline(index, served), payload,
                ContextInternal.current(), subscriber);
        subscriber.onSubscribe(call);
        if (!call.isCancelled()) {
            calls.start(index, call, served, call);
        }
    }

    /** The call itself and where its end is told: one object, since most calls are of this kind. */
    private static final class Subscribed extends Call implements UniSubscription, Completion {

        private final UniSubscriber<? super Object> subscriber;

        Subscribed(Operation operation, Headers headers, Deadline deadline, Object payload, ContextInternal context,
                UniSubscriber<? super Object> subscriber) {
            super(operation, headers, deadline, payload, context);
            this.subscriber = subscriber;
        }

        @Override
        public void success(Object result) {
            if (!isCancelled()) {
                subscriber.onItem(result);
            }
        }

        @Override
        public void failure(Throwable failure) {
            if (!isCancelled()) {
                subscriber.onFailure(failure);
            }
        }
    }
}
