package dev.natsmesh.microbenchmarks;

import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.runtime.call.Validation;
import dev.natsmesh.runtime.deduplication.Deduplication;
import dev.natsmesh.runtime.discovery.Announcements;
import dev.natsmesh.runtime.discovery.Fingerprint;
import dev.natsmesh.runtime.overload.ServiceLimits;
import dev.natsmesh.runtime.server.ExecutionModel;
import dev.natsmesh.runtime.server.ServerChain;
import dev.natsmesh.runtime.server.ServiceDefinition;
import dev.natsmesh.runtime.server.ServiceEndpoint;
import dev.natsmesh.runtime.server.ServiceServer;
import dev.natsmesh.runtime.transport.InboundMessage;
import dev.natsmesh.runtime.transport.MessageHandler;
import io.quarkus.arc.Arc;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;

/** A call of a service's method on the event loop, from the transport up to the method and back to the transport. */
public class ServiceBenchmark extends OnEventLoop {

    private static final Logger ARC = Logger.getLogger("io.quarkus.arc");

    private Headers headers;
    private MessageHandler handler;
    private Blackhole replies;
    /** What the service answered instead of a result. */
    private String failure;

    @Setup
    public void prepare(Blackhole blackhole) {
        // Outside of an application all levels are on, and ArC writes a stack trace for each request scope.
        ARC.setLevel(Level.INFO);
        Arc.initialize();
        replies = blackhole;
        headers = new Headers().add(HeaderNames.TIMEOUT, "10000");
        NoTransport transport = new NoTransport(Quote.JSON);
        ServiceEndpoint endpoint = new ServiceEndpoint(Json.QUOTE,
                new Fingerprint("unary", "00000000", "00000000", "00000000"), ExecutionModel.EVENT_LOOP, false, "q",
                (bean, arguments) -> Uni.createFrom().item(quote((Order) arguments[0])), Object::new);
        new ServiceServer(transport, new ServerChain(EventLoop.STREAMS, Json.codecs(), List.of(), List.of(), Validation.NONE,
                new Deduplication(1, 1, List.of()), ServiceLimits.NONE),
                new Announcements(transport, SubjectPrefix.NONE, Infrastructure.getDefaultWorkerPool(), Duration.ofDays(1)),
                SubjectPrefix.NONE)
                .serve(new ServiceDefinition(Json.QUOTE.service(), "1.0.0", "", List.of(endpoint)), "instance", false);
        handler = transport.handler(Json.QUOTE.subject());
    }

    private static Quote quote(Order order) {
        return new Quote(order.sku(), order.count(), 1_299L * order.count(), true, order.note());
    }

    @Benchmark
    public void serve() {
        handler.message(new Message());
        if (failure != null) {
            throw new IllegalStateException("The call failed: " + failure);
        }
    }

    private final class Message implements InboundMessage {

        @Override
        public String subject() {
            return Json.QUOTE.subject();
        }

        @Override
        public Headers headers() {
            return headers;
        }

        @Override
        public byte[] body() {
            return Order.JSON;
        }

        @Override
        public Context context() {
            return EventLoop.CONTEXT;
        }

        @Override
        public boolean expectsReply() {
            return true;
        }

        @Override
        public String replyTo() {
            return "_INBOX.caller.1";
        }

        @Override
        public void send(Headers replyHeaders, byte[] body) {
            throw new IllegalStateException("There is one reply");
        }

        @Override
        public void sendItem(long number, Headers itemHeaders, byte[] body) {
            throw new IllegalStateException("There is one reply");
        }

        @Override
        public void reply(Headers replyHeaders, byte[] body) {
            if (replyHeaders != null && !replyHeaders.isEmpty()) {
                StringBuilder text = new StringBuilder();
                replyHeaders.forEach((name, value) -> text.append(name).append(": ").append(value).append("; "));
                failure = text.toString();
            }
            replies.consume(body);
        }

        @Override
        public void finish() {
            throw new IllegalStateException("The call ended without a reply");
        }
    }
}
