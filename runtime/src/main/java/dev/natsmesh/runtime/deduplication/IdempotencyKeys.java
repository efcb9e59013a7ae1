package dev.natsmesh.runtime.deduplication;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Stage;

/**
 * Gives calls their keys: a random part that is this process', and a number. Nobody can guess the key of another process, and with it
 * get what that was answered.
 */
public final class IdempotencyKeys {

    private static final int BASE = 36;

    private final String process = Long.toUnsignedString(new SecureRandom().nextLong(), BASE) + "-";
    private final AtomicLong number = new AtomicLong();

    /** Puts keys into the calls of an operation that is deduplicated; outside of what makes attempts, so that all have the same. */
    public Stage around(Operation operation, Stage next) {
        if (operation.deduplication() == null) {
            return next;
        }
        return (call, completion) -> {
            call.headers().set(HeaderNames.IDEMPOTENCY_KEY, process + Long.toString(number.incrementAndGet(), BASE));
            next.handle(call, completion);
        };
    }
}
