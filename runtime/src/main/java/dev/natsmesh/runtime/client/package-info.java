/** The caller's side: what generated stubs call, and the chain of stages from there to the transport. */
package dev.natsmesh.runtime.client;
