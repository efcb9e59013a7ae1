package dev.natsmesh.runtime.overload;

/**
 * The limits of a service, or of an endpoint.
 *
 * @param concurrency how many calls run at once, or at most where that is adaptive; 0 for no limit
 * @param adaptive whether how many run at once follows from how long they take
 * @param queue how many may wait
 * @param rate how many begin in a second, 0 for no limit
 */
record LimitSettings(int concurrency, boolean adaptive, int queue, int rate) {

    boolean isEmpty() {
        return concurrency == 0 && rate == 0;
    }
}
