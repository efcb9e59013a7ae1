/** Calls by typed stubs. */
package dev.natsmesh.benchmarks.mesh.client;
