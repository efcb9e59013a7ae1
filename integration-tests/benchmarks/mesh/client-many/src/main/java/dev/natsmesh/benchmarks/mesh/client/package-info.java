/** Calls by typed stubs of contracts with many endpoints. */
package dev.natsmesh.benchmarks.mesh.client;
