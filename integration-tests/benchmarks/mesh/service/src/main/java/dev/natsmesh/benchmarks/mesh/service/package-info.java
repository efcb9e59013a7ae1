/** Serves the contract of the benchmarks. */
package dev.natsmesh.benchmarks.mesh.service;
