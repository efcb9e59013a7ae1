/** The card and the page in Quarkus' Dev UI. */
package dev.natsmesh.deployment.devui;
