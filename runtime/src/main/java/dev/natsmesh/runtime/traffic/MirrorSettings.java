package dev.natsmesh.runtime.traffic;

import java.util.Set;

/**
 * How calls are copied.
 *
 * @param maxPending how many copies may be under way
 * @param compare whether answers are compared
 * @param ignoredProperties the properties of JSON objects that are left out of it
 */
public record MirrorSettings(int maxPending, boolean compare, Set<String> ignoredProperties) {
}
