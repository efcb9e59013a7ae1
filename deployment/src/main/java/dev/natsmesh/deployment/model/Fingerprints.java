package dev.natsmesh.deployment.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;

import dev.natsmesh.runtime.call.Parameter.Role;
import dev.natsmesh.runtime.call.SubjectTemplate;
import dev.natsmesh.runtime.discovery.ContractFingerprint;
import dev.natsmesh.runtime.discovery.Fingerprint;

/**
 * Makes fingerprints of contracts that have been validated: of what is on the wire, not of how it is written in Java. Whether a
 * method returns a {@code Uni} or the value, or what a class is called, doesn't change them.
 */
public final class Fingerprints {

    private static final int HASH_BYTES = 4;

    private final BodyStructure structure;

    /** @param libraries the application and what it needs */
    public Fingerprints(IndexView libraries) {
        this.structure = new BodyStructure(libraries);
    }

    public ContractFingerprint of(Contract contract) {
        Map<String, Fingerprint> endpoints = new TreeMap<>();
        contract.methods().forEach(method -> endpoints.put(method.info().name(), of(contract, method)));
        return new ContractFingerprint(contract.type().name().toString(), contract.service(), endpoints);
    }

    public Fingerprint of(Contract contract, ContractMethod method) {
        String asked = BodyForms.asked(contract, method);
        String form = asked.equals(BodyForms.JSON) ? "" : "!" + asked;
        return new Fingerprint(method.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                hash(request(method) + form), hash(structure.of(method.result()) + form), hash(errors(method)));
    }

    private String request(ContractMethod method) {
        String items = method.parameters().stream().filter(parameter -> parameter.role() == Role.STREAM)
                .map(parameter -> structure.of(parameter.type())).collect(Collectors.joining());
        return body(method.parameters().stream().filter(parameter -> parameter.role() == Role.BODY).toList()) + "+" + items
                + tokens(method) + headers(method);
    }

    /** By their places in the subject; their names don't travel. */
    private String tokens(ContractMethod method) {
        return Stream.of(SubjectTemplate.tokens(method.subject())).map(SubjectTemplate::parameterIn).filter(Objects::nonNull)
                .map(name -> method.parameters().stream().filter(parameter -> name.equals(parameter.info().name()))
                        .map(parameter -> "#" + structure.of(parameter.type())).collect(Collectors.joining()))
                .collect(Collectors.joining());
    }

    private String headers(ContractMethod method) {
        return method.parameters().stream().filter(parameter -> parameter.role() == Role.HEADER)
                .map(parameter -> "@" + parameter.header() + ":" + structure.of(parameter.type())).sorted()
                .collect(Collectors.joining());
    }

    /** Several arguments make one object with their names. */
    private String body(List<ContractParameter> parameters) {
        if (parameters.size() == 1) {
            return structure.of(parameters.get(0).type());
        }
        Map<String, Type> properties = new TreeMap<>();
        parameters.forEach(parameter -> properties.put(parameter.info().name(), parameter.type()));
        return structure.of(properties);
    }

    /** By the names that travel. */
    private String errors(ContractMethod method) {
        return method.info().exceptions().stream()
                .map(error -> ExceptionValidator.simpleName(error.name()) + structure.of(error))
                .sorted().collect(Collectors.joining(","));
    }

    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
