/** Calls at a fixed rate, whatever becomes of them, and a line about the end of each. */
package dev.natsmesh.chaos.caller;
