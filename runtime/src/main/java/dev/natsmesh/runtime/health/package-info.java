/** Readiness, where the application has SmallRye Health. */
package dev.natsmesh.runtime.health;
