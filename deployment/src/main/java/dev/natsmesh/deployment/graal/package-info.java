/** What a native image must be told. */
package dev.natsmesh.deployment.graal;
