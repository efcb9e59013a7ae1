package dev.natsmesh.traffic;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What goes wrong with calls on purpose. At least one of delay, abort and dropped reply is given; a call that is aborted has no reply to
 * drop.
 *
 * @param header only calls with this header; empty for all
 * @param perMille how many of 1,000 of them, from 0 to 1,000
 * @param delay how long such a call waits before anything else is done with it
 * @param abort the code, from 400 to 599, that it fails with instead of being sent
 * @param dropReply whether its reply is dropped, so that it runs at the service and times out at the caller
 */
public record Fault(Optional<HeaderMatch> header, int perMille, Optional<Duration> delay, OptionalInt abort,
        boolean dropReply) {

    public Fault {
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(delay, "delay");
        Objects.requireNonNull(abort, "abort");
    }
}
