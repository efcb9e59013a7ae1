/** From service beans to served endpoints, and from methods that get events to subscriptions. */
package dev.natsmesh.deployment.service;
