/** What the page in Quarkus' Dev UI asks the running application for. */
package dev.natsmesh.runtime.devui;
