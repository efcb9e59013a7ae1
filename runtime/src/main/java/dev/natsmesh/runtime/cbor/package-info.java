/** CBOR as a form of bodies. The application has this only together with Jackson's data format. */
package dev.natsmesh.runtime.cbor;
