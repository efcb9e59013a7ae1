/** Calls by typed stubs with protobuf messages. */
package dev.natsmesh.benchmarks.mesh.client;
