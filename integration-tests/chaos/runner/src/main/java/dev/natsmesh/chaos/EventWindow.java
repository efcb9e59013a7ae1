package dev.natsmesh.chaos;

/**
 * An event that has happened.
 *
 * @param begin when it began, in milliseconds since 1970
 * @param end when everything was whole again
 */
record EventWindow(EventKind kind, long begin, long end) {
}
