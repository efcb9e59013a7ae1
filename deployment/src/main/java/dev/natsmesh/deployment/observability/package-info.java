/** Traces, metrics and health, each where the application has the library. */
package dev.natsmesh.deployment.observability;
