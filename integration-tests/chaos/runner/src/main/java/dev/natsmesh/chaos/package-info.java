/** Breaks what runs, by a plan that a seed makes, and judges what became of every call. */
package dev.natsmesh.chaos;
