/** Protobuf messages as bodies. The application has this only together with protobuf's library. */
package dev.natsmesh.runtime.protobuf;
