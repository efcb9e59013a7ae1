/** What a service tells about itself on the wire (ADR-32): who it is, what it serves, and what that has done so far. */
package dev.natsmesh.runtime.discovery;
