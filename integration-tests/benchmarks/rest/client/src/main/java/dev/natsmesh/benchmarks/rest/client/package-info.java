/** The client of Quarkus REST. */
package dev.natsmesh.benchmarks.rest.client;
