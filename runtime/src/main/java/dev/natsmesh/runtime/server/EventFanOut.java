package dev.natsmesh.runtime.server;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.natsmesh.runtime.transport.InboundMessage;
import dev.natsmesh.runtime.transport.MessageHandler;

/** Hands an event to each method of the application that wants it; it is finished when all have ended. */
record EventFanOut(List<EventHandler> handlers) implements MessageHandler {

    @Override
    public void message(InboundMessage message) {
        List<EventHandler> wanting = handlers.stream().filter(handler -> handler.pattern().matches(message.subject())).toList();
        AtomicInteger unfinished = new AtomicInteger(wanting.size());
        for (EventHandler handler : wanting) {
            // Reading headers changes them.
            handler.deliver(message, message.headers().copy(), () -> {
                if (unfinished.decrementAndGet() == 0) {
                    message.finish();
                }
            });
        }
    }
}
