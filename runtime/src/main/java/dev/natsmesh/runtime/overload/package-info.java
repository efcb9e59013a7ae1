/** Limits on what a service takes on: how many calls run at once, how many wait, how many begin in a second. */
package dev.natsmesh.runtime.overload;
