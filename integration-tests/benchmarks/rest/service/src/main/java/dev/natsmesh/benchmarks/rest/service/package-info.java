/** The service of Quarkus REST. */
package dev.natsmesh.benchmarks.rest.service;
