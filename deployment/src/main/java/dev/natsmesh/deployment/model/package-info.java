/** The contracts and services that the build finds, as plain records, and the rules they must keep. */
package dev.natsmesh.deployment.model;
