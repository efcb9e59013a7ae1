/** Endpoints over HTTP for those who operate an instance, one class for each, where the application has Quarkus' HTTP server. */
package dev.natsmesh.runtime.management;
