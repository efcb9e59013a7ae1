/** What every measured process has: the work, the load, the counters, and how it is told what to do. */
package dev.natsmesh.benchmarks.driver;
