/** What is called: it answers after a short while, and remembers each order even when it is killed. */
package dev.natsmesh.chaos.service;
