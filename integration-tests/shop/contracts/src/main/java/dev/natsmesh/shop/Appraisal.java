package dev.natsmesh.shop;

import dev.natsmesh.Idempotent;
import dev.natsmesh.NatsClient;

/** What used goods are worth. */
@NatsClient("appraisal")
public interface Appraisal {

    /** An expert looks at it, which takes a moment, and says what it is worth in cents. */
    @Idempotent
    long appraise(String thing);
}
