/** The service of Quarkus gRPC. */
package dev.natsmesh.benchmarks.grpc.service;
