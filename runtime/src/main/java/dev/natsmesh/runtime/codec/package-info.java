/** Bodies to values and back: JSON by Jackson, with readers and writers prepared when the application starts. */
package dev.natsmesh.runtime.codec;
