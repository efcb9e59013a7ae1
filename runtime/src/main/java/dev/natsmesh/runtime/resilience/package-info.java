/** MicroProfile Fault Tolerance around the calls of stubs, as a stage of SmallRye's strategies instead of an interceptor. */
package dev.natsmesh.runtime.resilience;
