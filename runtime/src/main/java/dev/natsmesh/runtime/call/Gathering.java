package dev.natsmesh.runtime.call;

import java.time.Duration;

/**
 * When the answers of many instances to one call are complete (ADR-47), if not by its deadline.
 *
 * @param stall how long to wait for one more after the last one
 * @param max how many are enough
 */
public record Gathering(Duration stall, int max) {
}
