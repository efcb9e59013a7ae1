package dev.natsmesh.runtime.discovery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.natsmesh.runtime.call.MetadataKeys;
import dev.natsmesh.runtime.call.SubjectPrefix;

/** One contract, and what the instances of its service have told of theirs. */
final class ContractCheck {

    private static final Logger LOG = Logger.getLogger(ContractCheck.class);
    private static final JsonMapper JSON = new JsonMapper();
    /** What may be logged of what a peer says. */
    private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z.+-]{1,64}");
    /** A peer that makes versions up must neither fill memory nor logs. */
    private static final int MOST_VERSIONS = 100;

    private final ContractFingerprint contract;
    private final SubjectPrefix prefix;
    private final List<Mismatches> listeners;
    private final Set<String> told = new HashSet<>();

    ContractCheck(ContractFingerprint contract, SubjectPrefix prefix, List<Mismatches> listeners) {
        this.contract = contract;
        this.prefix = prefix;
        this.listeners = listeners;
    }

    String service() {
        return contract.service();
    }

    /** @param info an instance's answer; what isn't one, or tells nothing of contracts, is passed over */
    void compare(byte[] info) {
        JsonNode answer;
        try {
            answer = JSON.readTree(info);
        } catch (IOException e) {
            LOG.debugf(e, "An answer on behalf of %s is no JSON", service());
            return;
        }
        String version = answer.path("version").asText();
        if (!VERSION.matcher(version).matches()
                || !answer.path("metadata").path(MetadataKeys.SUBJECT_PREFIX).asText().equals(prefix.tokens())) {
            return;
        }
        List<String> differences = differences(answer.path("endpoints"));
        if (!differences.isEmpty() && isNews(version)) {
            LOG.warnf("The contract %s may not fit the service %s %s, which runs: %s. Where one side only has properties that"
                    + " the other doesn't know, calls work without them; else they fail or lose what they carry",
                    contract.contract(), service(), version, String.join("; ", differences));
            listeners.forEach(listener -> listener.found(contract.contract(), service()));
        }
    }

    /** Only endpoints that both know: another application may serve the others, and a call that nobody serves fails by itself. */
    private List<String> differences(JsonNode served) {
        List<String> differences = new ArrayList<>();
        new TreeMap<>(contract.endpoints()).forEach((name, expected) -> {
            for (JsonNode endpoint : served) {
                if (endpoint.path("name").asText().equals(name)) {
                    Fingerprint.parse(endpoint.path("metadata").path(Fingerprint.METADATA).asText())
                            .map(expected::differences).filter(found -> !found.isEmpty())
                            .ifPresent(found -> differences.add("%s (%s)".formatted(name, String.join(", ", found))));
                }
            }
        });
        return differences;
    }

    private synchronized boolean isNews(String version) {
        return told.size() < MOST_VERSIONS && told.add(version);
    }
}
