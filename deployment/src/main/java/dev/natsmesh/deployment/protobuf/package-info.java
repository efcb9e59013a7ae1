/** Protobuf messages as bodies, where the application has protobuf's library. */
package dev.natsmesh.deployment.protobuf;
