package dev.natsmesh.runtime.traffic;

import java.util.List;
import java.util.stream.Collectors;

import dev.natsmesh.traffic.PolicyProblem;

/** A policy with mistakes; the message tells all of them. */
public final class RefusedPolicyException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<PolicyProblem> problems;

    RefusedPolicyException(List<PolicyProblem> problems) {
        super(problems.stream().map(PolicyProblem::toString).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    /** With one mistake. */
    public RefusedPolicyException(String path, String message) {
        this(List.of(new PolicyProblem(path, message)));
    }

    /** @return all that is wrong */
    public List<PolicyProblem> problems() {
        return problems;
    }
}
