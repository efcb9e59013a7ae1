package dev.natsmesh.deployment.model;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.SubjectTemplate;
import dev.natsmesh.runtime.call.Subjects;

/** A method of a contract, as one that has subjects. */
record Endpoint(Contract contract, ContractMethod method) {

    private String address() {
        return method.kind() == Operation.Kind.GATHER
                ? Subjects.everyInstance(contract.service(), method.subject())
                : method.subject();
    }

    /** Whether there is a subject that is both this one's and the other one's. */
    private boolean overlaps(Endpoint other) {
        String[] tokens = SubjectTemplate.tokens(address());
        String[] others = SubjectTemplate.tokens(other.address());
        if (tokens.length != others.length) {
            return false;
        }
        for (int i = 0; i < tokens.length; i++) {
            if (!tokens[i].equals(others[i]) && SubjectTemplate.parameterIn(tokens[i]) == null
                    && SubjectTemplate.parameterIn(others[i]) == null) {
                return false;
            }
        }
        return true;
    }

    /** Whether a message could be meant for either. Events are for whoever wants them, so any number of methods may publish them. */
    boolean isInTheWayOf(Endpoint other) {
        return overlaps(other) && !(method.isEvent() && other.method.isEvent()) && !isSame(other);
    }

    /** Whether two contracts, or a contract and one that it inherits from, describe the same endpoint. */
    private boolean isSame(Endpoint other) {
        return method.isEvent() == other.method.isEvent() && contract != other.contract
                && contract.service().equals(other.contract.service())
                && method.info().name().equals(other.method.info().name()) && method.subject().equals(other.method.subject());
    }

    @Override
    public String toString() {
        return "%s (%s)".formatted(MeshValidator.where(contract, method), address());
    }
}
