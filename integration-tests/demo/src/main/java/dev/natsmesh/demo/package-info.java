/** The shop on a cluster of three servers, load, and experiments that each show one thing a service mesh is expected to do. */
package dev.natsmesh.demo;
