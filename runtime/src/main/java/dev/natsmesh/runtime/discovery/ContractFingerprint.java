package dev.natsmesh.runtime.discovery;

import java.util.Map;

/**
 * A contract as it is called by.
 *
 * @param contract its interface, fully qualified
 * @param service the service's name
 * @param endpoints what is on the wire, by the endpoints' names
 */
public record ContractFingerprint(String contract, String service, Map<String, Fingerprint> endpoints) {
}
