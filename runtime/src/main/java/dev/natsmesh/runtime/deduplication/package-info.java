/** Calls that come again: their keys, and what a service remembers of those it has answered. */
package dev.natsmesh.runtime.deduplication;
