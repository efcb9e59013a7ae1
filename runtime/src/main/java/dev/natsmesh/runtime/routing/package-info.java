/** To which instances of a service calls go. */
package dev.natsmesh.runtime.routing;
