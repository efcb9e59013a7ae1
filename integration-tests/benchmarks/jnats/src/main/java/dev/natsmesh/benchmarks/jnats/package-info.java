/** Calls written by hand with jnats and Jackson, in its defaults and at their best, and the service framework of jnats. */
package dev.natsmesh.benchmarks.jnats;
