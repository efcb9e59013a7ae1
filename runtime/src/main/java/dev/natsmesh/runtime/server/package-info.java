/** The service's side: from a message that arrived through the chain of stages to the bean's method, and back to the reply. */
package dev.natsmesh.runtime.server;
