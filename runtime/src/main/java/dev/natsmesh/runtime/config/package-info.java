/** The configuration below {@code quarkus.nats}. */
package dev.natsmesh.runtime.config;
