/** Spans that are made, collected, and go nowhere. */
package dev.natsmesh.benchmarks.spans;
