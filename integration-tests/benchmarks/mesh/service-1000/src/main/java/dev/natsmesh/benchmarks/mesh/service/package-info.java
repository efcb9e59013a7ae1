/** Serves 1000 endpoints. */
package dev.natsmesh.benchmarks.mesh.service;
