/** The NATS client protocol as bytes: frames that come in are told apart, frames that go out are written; no connection, no threads. */
package dev.natsmesh.runtime.protocol;
