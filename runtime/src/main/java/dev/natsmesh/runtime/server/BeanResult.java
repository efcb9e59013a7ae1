package dev.natsmesh.runtime.server;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import dev.natsmesh.runtime.call.Cancellable;
import dev.natsmesh.runtime.call.Completion;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;

/**
 * Waits for what a bean's method has returned, and encodes it. When the call is cancelled, so is a {@code Uni} or a
 * {@code CompletionStage}. It subscribes as it is: callbacks would be wrapped to move contexts which the call has already.
 */
final class BeanResult implements UniSubscriber<Object>, Cancellable {

    private static final AtomicIntegerFieldUpdater<BeanResult> ENDED = AtomicIntegerFieldUpdater.newUpdater(BeanResult.class,
            "ended");

    private final Results results;
    private final ReceivedCall call;
    private final Completion completion;
    private volatile int ended;
    /** What is cancelled with the call: a {@code UniSubscription} or a {@code CompletionStage}. */
    private volatile Object source;

    private BeanResult(Results results, ReceivedCall call, Completion completion) {
        this.results = results;
        this.call = call;
        this.completion = completion;
    }

    /**
     * @param result what the method has returned
     * @return gives up waiting, {@code null} if there is nothing to wait for
     */
    static Cancellable await(Object result, Results results, ReceivedCall call, Completion completion) {
        BeanResult waiting = new BeanResult(results, call, completion);
        if (result instanceof Uni<?> uni) {
            uni.subscribe().withSubscriber(waiting);
        } else if (result instanceof CompletionStage<?> stage) {
            waiting.source = stage;
            stage.whenComplete(waiting::completed);
        } else {
            waiting.onItem(result);
        }
        return waiting.ended == 0 ? waiting : null;
    }

    private void completed(Object value, Throwable failure) {
        if (failure == null) {
            onItem(value);
        } else {
            onFailure(failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure);
        }
    }

    @Override
    public void onSubscribe(UniSubscription subscription) {
        source = subscription;
    }

    @Override
    public void onItem(Object value) {
        if (!end()) {
            return;
        }
        byte[] body;
        try {
            body = results.body(call, value);
        } catch (Throwable e) { // also an Error of a getter: here it would vanish, and the caller would wait in vain
            completion.failure(e);
            return;
        }
        completion.success(body);
    }

    @Override
    public void onFailure(Throwable failure) {
        if (end()) {
            completion.failure(failure);
        }
    }

    private boolean end() {
        return ENDED.compareAndSet(this, 0, 1);
    }

    @Override
    public void cancel() {
        if (end()) {
            if (source instanceof UniSubscription subscription) {
                subscription.cancel();
            } else if (source instanceof CompletionStage<?> stage) {
                stage.toCompletableFuture().cancel(true);
            }
            completion.failure(new CancellationException("The caller has cancelled the call"));
        }
    }
}
