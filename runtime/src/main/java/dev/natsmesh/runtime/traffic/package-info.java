/** Traffic policies at work: read from where they come from, and looked at when a call is sent. */
package dev.natsmesh.runtime.traffic;
