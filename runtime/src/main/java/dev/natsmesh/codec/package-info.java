/** Forms of bodies: which one a contract asks for, and how an application adds its own. */
package dev.natsmesh.codec;
