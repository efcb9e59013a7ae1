package dev.natsmesh.runtime.client;

import java.time.Duration;

/**
 * How far calls may go.
 *
 * @param timeout how long one may take whose caller has no nearer deadline
 * @param maxHops how many calls may lead to one, each made while the one before was served
 */
public record CallLimits(Duration timeout, int maxHops) {
}
