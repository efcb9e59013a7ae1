/** Starts the processes, measures them in turn, compares, and checks the targets. */
package dev.natsmesh.benchmarks.runner;
