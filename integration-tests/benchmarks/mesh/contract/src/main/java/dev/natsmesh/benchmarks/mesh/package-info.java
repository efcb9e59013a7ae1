/** What the service of the benchmarks offers. */
package dev.natsmesh.benchmarks.mesh;
