package dev.natsmesh.runtime.stream;

import java.time.Duration;

import dev.natsmesh.runtime.call.EventLoops;

/**
 * What all streams of an application have in common.
 *
 * @param loops where streams run whose caller is on no Vert.x context
 * @param liveness after how long without a message the other side is taken for lost
 */
public record StreamSettings(EventLoops loops, Duration liveness) {
}
