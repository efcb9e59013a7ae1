/** Where a service's calls go and what becomes of them on the way: traffic policies as values, for those who read or make them. */
package dev.natsmesh.traffic;
