package dev.natsmesh.microbenchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.runtime.client.CallLimits;
import dev.natsmesh.runtime.client.ClientCalls;
import dev.natsmesh.runtime.client.ClientChain;
import dev.natsmesh.runtime.resilience.Guarding;
import dev.natsmesh.runtime.routing.Balancers;
import dev.natsmesh.runtime.routing.Routes;
import dev.natsmesh.runtime.traffic.FaultInjection;
import dev.natsmesh.runtime.traffic.MirrorSettings;
import dev.natsmesh.runtime.traffic.Mirroring;
import dev.natsmesh.runtime.traffic.TrafficPolicies;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import io.vertx.core.Handler;
import io.vertx.core.impl.ContextInternal;

/** A call of a stub on an event loop, from the stub's method down to the transport and back to the subscriber. */
public class CallerBenchmark extends OnEventLoop {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ContextInternal context = (ContextInternal) VertxContext.createNewDuplicatedContext(EventLoop.CONTEXT);
    private final Handler<Order> call = this::subscribe;
    private ClientCalls calls;
    private Subscriber subscriber;

    @Setup
    public void prepare(Blackhole blackhole) {
        NoTransport transport = new NoTransport(Quote.JSON);
        calls = new ClientChain(transport, Json.codecs(), List.of(), new CallLimits(TIMEOUT, 32),
                new Headers(), SubjectPrefix.NONE, EventLoop.STREAMS,
                new Routes(SubjectPrefix.NONE, null, Balancers.NONE, List.of(), transport,
                        Infrastructure.getDefaultWorkerPool()),
                new TrafficPolicies(Set.of(Json.QUOTE.service()), Map.of(), "benchmark", SubjectPrefix.NONE, List.of()),
                FaultInjection.OFF, new Mirroring(transport, SubjectPrefix.NONE, new MirrorSettings(0, false, Set.of()),
                        List.of(), Runnable::run))
                .calls(List.of(Json.QUOTE), Guarding.NONE);
        subscriber = new Subscriber(blackhole);
    }

    @Benchmark
    public void call() {
        context.emit(Order.SAMPLE, call);
    }

    private void subscribe(Order order) {
        calls.uni(0, order).subscribe().withSubscriber(subscriber);
    }

    private record Subscriber(Blackhole blackhole) implements UniSubscriber<Object> {

        @Override
        public void onSubscribe(UniSubscription subscription) {
            // Nothing is cancelled.
        }

        @Override
        public void onItem(Object quote) {
            blackhole.consume(quote);
        }

        @Override
        public void onFailure(Throwable failure) {
            throw new IllegalStateException("The call failed", failure);
        }
    }
}
