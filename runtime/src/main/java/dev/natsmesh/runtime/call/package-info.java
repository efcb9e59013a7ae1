/** What a call is made of, on both sides and free of any library that carries it: operations, calls, stages, subjects, headers. */
package dev.natsmesh.runtime.call;
