/** Real nats-server processes for tests and the demo: found or fetched, started on free ports, killed, frozen and restarted. */
package dev.natsmesh.testkit;
