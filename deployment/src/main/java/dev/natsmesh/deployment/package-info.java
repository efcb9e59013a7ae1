/** What runs in the build of applications that have the extension. */
package dev.natsmesh.deployment;
