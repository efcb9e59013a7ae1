/** Measures the caller's and the service's code with a transport that does nothing. */
package dev.natsmesh.microbenchmarks;
