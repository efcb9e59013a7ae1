/** Where the parts meet Quarkus: what the build records, the beans that wire them together, start and stop. */
package dev.natsmesh.runtime;
