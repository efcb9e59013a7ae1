/** Bodies to values and back: JSON by Jackson, or another form for types that have one, with readers and writers prepared when the application starts. */
package dev.natsmesh.runtime.codec;
