/** What is called while things break, and how callers write down what became of a call. */
package dev.natsmesh.chaos.contract;
