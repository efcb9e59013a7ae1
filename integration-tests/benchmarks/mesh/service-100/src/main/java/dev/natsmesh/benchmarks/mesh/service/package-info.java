/** Serves 100 endpoints. */
package dev.natsmesh.benchmarks.mesh.service;
