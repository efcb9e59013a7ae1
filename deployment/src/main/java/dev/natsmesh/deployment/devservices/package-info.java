/** A NATS server for development and test mode, when none is configured. */
package dev.natsmesh.deployment.devservices;
