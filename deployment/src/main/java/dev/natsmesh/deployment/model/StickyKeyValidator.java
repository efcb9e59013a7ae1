package dev.natsmesh.deployment.model;

import java.util.List;
import java.util.stream.Collectors;

import dev.natsmesh.runtime.call.Operation;

/** Says all that is wrong with the key that keeps the calls of one method at one instance. */
record StickyKeyValidator(ContractMethod method, String where, TextTypes textTypes, MethodValidator.Problems problems) {

    void validate() {
        List<ContractParameter> keys = method.parameters().stream().filter(ContractParameter::isKey).toList();
        if (keys.isEmpty()) {
            return;
        }
        if (keys.size() > 1) {
            problems.add("%s has @StickyKey on %s; expected it on one parameter", where,
                    keys.stream().map(StickyKeyValidator::name).collect(Collectors.joining(" and ")));
        }
        if (method.kind() != Operation.Kind.UNARY) {
            problems.add("%s has @StickyKey on %s, and is %s; expected it on a method with one request and one reply", where,
                    name(keys.get(0)), words());
        }
        keys.stream().filter(key -> !textTypes.isKey(key.info().type())).forEach(key -> problems.add(
                "%s: %s has @StickyKey and is %s; expected %s", where, name(key), key.info().type(), TextTypes.EXPECTED_KEY));
    }

    private String words() {
        return switch (method.kind()) {
            case ONE_WAY -> "@OneWay";
            case GATHER -> "@Gather";
            case EVENT -> "an event";
            default -> "a stream";
        };
    }

    private static String name(ContractParameter key) {
        return key.info().name() == null ? "parameter " + key.info().position() : "the parameter " + key.info().name();
    }
}
