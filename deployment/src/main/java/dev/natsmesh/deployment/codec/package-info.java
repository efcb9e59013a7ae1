/** Forms of bodies beyond JSON: those of the application, and those that need a library. */
package dev.natsmesh.deployment.codec;
