package dev.natsmesh.runtime.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import dev.natsmesh.ServiceException;
import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.CurrentCall;
import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Stage;
import dev.natsmesh.runtime.codec.ErrorCodec;
import dev.natsmesh.runtime.traffic.ServiceTraffic;
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
    /** How long a call of each operation may take whose caller has no nearer deadline. */
    private final Duration[] timeouts;
    /** Whose policy may say otherwise, {@code null} where there is none. */
    private final ServiceTraffic[] traffic;
    private final int maxHops;
    private final Headers headers;

    ClientCalls(Operation[] operations, Stage[] chains, Duration[] timeouts, ServiceTraffic[] traffic, int maxHops,
            Headers headers) {
        this.operations = operations;
        this.chains = chains;
        this.timeouts = timeouts;
        this.traffic = traffic;
        this.maxHops = maxHops;
        this.headers = headers;
    }

    /** A call for each subscription. Items and failures come on the subscriber's Vert.x context, if it is on one. */
    public Uni<Object> uni(int index, Object payload) {
        return Infrastructure.onUniCreation(new CallUni(this, index, payload));
    }

    /** A call for each subscription, cancelled with it. Items come on the subscriber's Vert.x context, if it is on one. */
    public Multi<Object> multi(int index, Object payload) {
        return Infrastructure.onMultiCreation(new CallMulti(this, index, payload));
    }

    /** A call to every instance for each subscription, cancelled with it. Items come as those of {@link #multi}. */
    public Multi<Object> gather(int index, Object payload) {
        return Multi.createFrom().emitter(emitter -> {
            Call served = CurrentCall.get();
            GatherCall call = new GatherCall(operations[index], headers(), deadline(index, served), payload,
                    ContextInternal.current(), emitter::emit);
            emitter.onTermination(call::cancel);
            start(index, call, served, new Completion() {

                @Override
                public void success(Object nothing) {
                    emitter.complete();
                }

                @Override
                public void failure(Throwable failure) {
                    if (!call.isCancelled()) {
                        emitter.fail(failure);
                    }
                }
            });
        });
    }

    /** A call at once, cancelled with the stage, which completes on the caller's Vert.x context, if it is on one. */
    public CompletionStage<Object> stage(int index, Object payload) {
        Call served = CurrentCall.get();
        ResultFuture future = new ResultFuture(call(index, payload, served, ContextInternal.current()));
        start(index, future.call, served, future);
        return future;
    }

    /** A call that the current thread waits for. */
    public Object await(int index, Object payload) {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException(
                    "%s blocks and is called on an event loop; let the caller run on a worker thread (@Blocking), or let the contract's method return Uni"
                            .formatted(operations[index]));
        }
        Call served = CurrentCall.get();
        WaitingCall call = new WaitingCall(operations[index], headers(), deadline(index, served), payload, served);
        start(index, call, served, call);
        try {
            if (call.await()) {
                return call.result();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException("%s: interrupted while waiting for the reply".formatted(operations[index]), e);
        }
        throw ClientCalls.<RuntimeException>rethrow(call.failure());
    }

    /**
     * @param served the call that leads to this one, {@code null} if none does
     * @param context where the end is told, {@code null} for any thread
     */
    private Call call(int index, Object payload, Call served, ContextInternal context) {
        return new Call(operations[index], headers(), deadline(index, served), payload, context);
    }

    Operation operation(int index) {
        return operations[index];
    }

    /** Those that each call has, to which more can be added. */
    Headers headers() {
        return headers.copy();
    }

    /**
     * When a call must have ended that is made now.
     *
     * @param served the call that leads to it, {@code null} if none does
     */
    Deadline deadline(int index, Call served) {
        ServiceTraffic policy = traffic[index];
        Deadline deadline = Deadline.in(policy == null ? timeouts[index] : policy.timeout(timeouts[index]));
        return served == null ? deadline : deadline.earlier(served.deadline());
    }

    /** @param served the call that leads to this one, {@code null} if none does */
    void start(int index, Call call, Call served, Completion completion) {
        if (served != null) {
            int hops = served.hops() + 1;
            if (hops > maxHops) {
                completion.failure(new ServiceException(ErrorCodec.LOOP,
                        "%s: not called, because %d calls led here, each made while the one before was served; at most %d may"
                                .formatted(operations[index], hops, maxHops) + " (quarkus.nats.max-hops)"));
                return;
            }
            call.headers().add(HeaderNames.HOPS, Integer.toString(hops));
        }
        chains[index].handle(call, completion);
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
