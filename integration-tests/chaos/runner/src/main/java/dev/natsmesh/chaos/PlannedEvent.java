package dev.natsmesh.chaos;

import java.time.Duration;

/**
 * What is to happen next.
 *
 * @param target which server or instance it happens to, by index; where nobody would notice, the next one
 * @param hold how long it lasts, where that can be chosen
 * @param calm how long nothing happens afterwards
 */
record PlannedEvent(EventKind kind, int target, Duration hold, Duration calm) {
}
