/** From contracts to injectable stubs. */
package dev.natsmesh.deployment.client;
