package dev.natsmesh.runtime.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

import dev.natsmesh.ServiceException;
import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.CurrentCall;
import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Stage;
import dev.natsmesh.runtime.codec.ErrorCodec;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.impl.ContextInternal;

/**
 * What generated stubs call: each of their methods is one statement that calls one method here, so that everything else can change
 * without generating stubs anew. There is a method for each kind of return type; {@code payload} is that of
 * {@link Call#payload()}.
 */
public final class ClientCalls {

    private final Operation[] operations;
    private final Stage[] chains;
    private final CallLimits limits;
    private final Headers headers;

    ClientCalls(Operation[] operations, Stage[] chains, CallLimits limits, Headers headers) {
        this.operations = operations;
        this.chains = chains;
        this.limits = limits;
        this.headers = headers;
    }

    /** A call for each subscription. Items and failures come on the subscriber's Vert.x context, if it is on one. */
    public Uni<Object> uni(int index, Object payload) {
        return Infrastructure.onUniCreation(new CallUni(this, index, payload));
    }

    /** A call for each subscription, cancelled with it. Items come on the subscriber's Vert.x context, if it is on one. */
    public Multi<Object> multi(int index, Object payload) {
        return Multi.createFrom().failure(new IllegalStateException(operations[index] + " streams"));
    }

    /** A call at once, cancelled with the stage, which completes on the caller's Vert.x context, if it is on one. */
    public CompletionStage<Object> stage(int index, Object payload) {
        ResultFuture future = new ResultFuture(call(index, payload, ContextInternal.current()));
        start(index, future.call, future);
        return future;
    }

    /** A call that the current thread waits for. */
    public Object await(int index, Object payload) {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException(
                    "%s blocks and is called on an event loop; let the caller run on a worker thread (@Blocking), or let the contract's method return Uni"
                            .formatted(operations[index]));
        }
        ResultFuture future = new ResultFuture(call(index, payload, null));
        start(index, future.call, future);
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw ClientCalls.<RuntimeException>rethrow(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            future.call.cancel();
            throw new CompletionException("%s: interrupted while waiting for the reply".formatted(operations[index]), e);
        }
    }

    /** @param context where the end is told, {@code null} for any thread */
    Call call(int index, Object payload, ContextInternal context) {
        Deadline deadline = Deadline.in(limits.timeout());
        Call served = CurrentCall.get();
        if (served == null) {
            return new Call(operations[index], headers.copy(), deadline, payload, context);
        }
        Call call = new Call(operations[index], headers.copy(), deadline.earlier(served.deadline()), payload, context);
        call.hops(served.hops() + 1);
        return call;
    }

    void start(int index, Call call, Completion completion) {
        if (call.hops() > limits.maxHops()) {
            completion.failure(new ServiceException(ErrorCodec.LOOP,
                    "%s: not called, because %d calls led here, each made while the one before was served; at most %d may"
                            .formatted(operations[index], call.hops(), limits.maxHops()) + " (quarkus.nats.max-hops)"));
        } else {
            chains[index].handle(call, completion);
        }
    }

    /** Throws a checked exception as it is: the contract's method declares what its call may fail with. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException rethrow(Throwable failure) throws E {
        throw (E) failure;
    }

    private static final class ResultFuture extends CompletableFuture<Object> implements Completion {

        private final Call call;

        ResultFuture(Call call) {
            this.call = call;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            if (cancelled) {
                call.cancel();
            }
            return cancelled;
        }

        @Override
        public void success(Object result) {
            complete(result);
        }

        @Override
        public void failure(Throwable failure) {
            completeExceptionally(failure);
        }
    }
}
