/** Serves the contract with protobuf messages. */
package dev.natsmesh.benchmarks.mesh.service;
