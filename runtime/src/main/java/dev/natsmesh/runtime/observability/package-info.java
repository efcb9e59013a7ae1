/** Stages that watch calls: traces by OpenTelemetry, metrics by Micrometer, each only where the application has the library. */
package dev.natsmesh.runtime.observability;
