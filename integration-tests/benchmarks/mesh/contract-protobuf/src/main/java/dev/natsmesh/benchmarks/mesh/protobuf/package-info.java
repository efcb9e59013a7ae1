/** What the service of the benchmarks offers, with protobuf messages. */
package dev.natsmesh.benchmarks.mesh.protobuf;
