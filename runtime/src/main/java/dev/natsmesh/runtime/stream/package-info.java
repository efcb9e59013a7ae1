/** Streams of items between a caller and a service: what each side sends and receives, credit, and whether the other side lives. */
package dev.natsmesh.runtime.stream;
