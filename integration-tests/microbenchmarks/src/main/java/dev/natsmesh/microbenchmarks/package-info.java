/** Measures the caller's code with a transport that does nothing. */
package dev.natsmesh.microbenchmarks;
