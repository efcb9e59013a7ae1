/** Calls by Micronaut NATS. */
package dev.natsmesh.benchmarks.micronaut;
