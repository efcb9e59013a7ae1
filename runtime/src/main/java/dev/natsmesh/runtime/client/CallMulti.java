package dev.natsmesh.runtime.client;

import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.CurrentCall;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.impl.ContextInternal;

/** A call for each subscription, cancelled with it, whose result is a stream. */
final class CallMulti extends AbstractMulti<Object> {

    private final ClientCalls calls;
    private final int index;
    private final Object payload;

    CallMulti(ClientCalls calls, int index, Object payload) {
        this.calls = calls;
        this.index = index;
        this.payload = payload;
    }

    @Override
    public void subscribe(MultiSubscriber<? super Object> subscriber) {
        Call served = CurrentCall.get();
        StreamCall call = new StreamCall(calls.operation(index), calls.headers(), calls.deadline(index, served), payload,
                ContextInternal.current());
        call.items().subscribe(subscriber);
        calls.start(index, call, served, new End(call));
    }

    private record End(StreamCall call) implements Completion {

        @Override
        public void success(Object result) {
            call.items().end();
        }

        @Override
        public void failure(Throwable failure) {
            if (!call.isCancelled()) {
                call.items().fail(failure);
            }
        }
    }
}
