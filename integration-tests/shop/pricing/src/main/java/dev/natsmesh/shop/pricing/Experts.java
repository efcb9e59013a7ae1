package dev.natsmesh.shop.pricing;

import java.util.concurrent.TimeUnit;

import dev.natsmesh.NatsService;
import dev.natsmesh.shop.Appraisal;

/** They take their time, so there are limits on how many things they look at: see the configuration. */
@NatsService(version = "1.0.0", description = "What used goods are worth")
class Experts implements Appraisal {

    private static final long LOOK_MILLIS = 20;
    private static final int MOST_CENTS = 10_000;

    @Override
    public long appraise(String thing) {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Math.floorMod(thing.hashCode(), MOST_CENTS);
    }
}
