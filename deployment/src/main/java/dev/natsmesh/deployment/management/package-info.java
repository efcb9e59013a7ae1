/** Endpoints over HTTP for those who operate an instance. */
package dev.natsmesh.deployment.management;
