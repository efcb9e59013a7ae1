/** Calls between this project and clients of other languages that know nothing of it. */
package dev.natsmesh.interop;
