/** Connections to NATS servers: requests with deadlines, served subjects, moving between servers, draining. Only here is jnats known. */
package dev.natsmesh.runtime.transport;
