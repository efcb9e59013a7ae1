package dev.natsmesh.runtime.transport;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import dev.natsmesh.runtime.call.Headers;

/** What came back for a request. */
record Reply(Headers headers, byte[] body) {

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Takes the end of a request, and notices when it is told twice. */
    record Awaited(CompletableFuture<Reply> future, AtomicInteger ends) implements ReplyHandler {

        Awaited() {
            this(new CompletableFuture<>(), new AtomicInteger());
        }

        @Override
        public void reply(Headers headers, byte[] body) {
            ends.incrementAndGet();
            future.complete(new Reply(headers, body));
        }

        @Override
        public void failed(RuntimeException failure) {
            ends.incrementAndGet();
            future.completeExceptionally(failure);
        }
    }
}
