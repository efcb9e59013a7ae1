/** From service beans to served endpoints. */
package dev.natsmesh.deployment.service;
