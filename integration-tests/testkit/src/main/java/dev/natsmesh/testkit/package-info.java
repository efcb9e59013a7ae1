/** Real processes for tests and the demo: nats-server, found or fetched, started, killed, frozen and restarted; and Quarkus applications. */
package dev.natsmesh.testkit;
