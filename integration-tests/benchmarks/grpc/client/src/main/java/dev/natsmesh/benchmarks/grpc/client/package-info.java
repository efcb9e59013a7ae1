/** The client of Quarkus gRPC. */
package dev.natsmesh.benchmarks.grpc.client;
