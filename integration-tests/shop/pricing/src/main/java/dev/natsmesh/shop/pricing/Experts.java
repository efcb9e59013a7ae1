package dev.natsmesh.shop.pricing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.natsmesh.NatsService;
import dev.natsmesh.shop.Appraisal;

/** They take their time, so there are limits on how many things they look at: see the configuration. */
@NatsService(version = "1.0.0", description = "What used goods are worth")
class Experts implements Appraisal {

    private static final int MOST_CENTS = 10_000;

    private final Duration look;

    /** @param look how long they look at a thing */
    Experts(@ConfigProperty(name = "shop.look", defaultValue = "20ms") Duration look) {
        this.look = look;
    }

    @Override
    public long appraise(String thing) {
        try {
            TimeUnit.MILLISECONDS.sleep(look.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Math.floorMod(thing.hashCode(), MOST_CENTS);
    }
}
