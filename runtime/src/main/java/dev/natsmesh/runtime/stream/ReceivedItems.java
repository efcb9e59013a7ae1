package dev.natsmesh.runtime.stream;

import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.operators.multi.MultiOperatorProcessor;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.Handler;
import io.vertx.core.impl.ContextInternal;

/**
 * The items of a stream that come from its other side, for one subscriber. They wait until it takes them; the credit that the other
 * side has keeps them few.
 */
public final class ReceivedItems extends AbstractMulti<Object> {

    private final UnicastProcessor<Object> waiting = UnicastProcessor.create();
    private final Handler<Object> next = waiting::onNext;
    private final ContextInternal context;
    private volatile StreamSide side;

    /** @param context where items are told, {@code null} for any thread */
    public ReceivedItems(ContextInternal context) {
        this.context = context;
    }

    /** @param owner learns what the subscriber takes, and whether it wants no more */
    void belongTo(StreamSide owner) {
        side = owner;
    }

    void item(Object item) {
        if (context == null) {
            waiting.onNext(item);
        } else {
            context.emit(item, next);
        }
    }

    /** There are no more items. */
    public void end() {
        if (context == null) {
            waiting.onComplete();
        } else {
            context.emit(null, end -> waiting.onComplete());
        }
    }

    public void fail(Throwable failure) {
        if (context == null) {
            waiting.onError(failure);
        } else {
            context.emit(failure, waiting::onError);
        }
    }

    @Override
    public void subscribe(MultiSubscriber<? super Object> subscriber) {
        waiting.subscribe(new Taking(subscriber));
    }

    private final class Taking extends MultiOperatorProcessor<Object, Object> {

        Taking(MultiSubscriber<? super Object> subscriber) {
            super(subscriber);
        }

        @Override
        public void onItem(Object item) {
            super.onItem(item);
            StreamSide owner = side;
            if (owner != null) {
                owner.taken();
            }
        }

        @Override
        public void cancel() {
            super.cancel();
            StreamSide owner = side;
            if (owner != null) {
                owner.unwanted();
            }
        }
    }
}
