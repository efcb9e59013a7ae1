package dev.natsmesh.deployment.model;

import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jboss.jandex.MethodParameterInfo;

import dev.natsmesh.runtime.call.SubjectTemplate;
import dev.natsmesh.runtime.call.Subjects;

/** Says all that is wrong with the subject of one method. */
final class SubjectValidator {

    private static final Pattern WILDCARD = Pattern.compile("[*>]");

    private final ContractMethod method;
    private final TextTypes textTypes;
    private final MethodValidator.Problems problems;
    private final String where;
    private final Set<String> bound = new HashSet<>();

    SubjectValidator(ContractMethod method, String where, TextTypes textTypes, MethodValidator.Problems problems) {
        this.method = method;
        this.where = where;
        this.textTypes = textTypes;
        this.problems = problems;
    }

    void validate() {
        String[] tokens = SubjectTemplate.tokens(method.subject());
        if (tokens[0].startsWith("$") || tokens[0].startsWith("_")) {
            problems.add("%s has the subject %s; what begins with '$' or '_' belongs to NATS and to the mesh", where,
                    method.subject());
            return;
        }
        if (SubjectTemplate.parameterIn(tokens[0]) != null) {
            problems.add("%s has the subject %s, which begins with a parameter, so an argument could name any subject; expected"
                    + " a name first", where, method.subject());
        }
        parameters();
        for (String token : tokens) {
            if (WILDCARD.matcher(token).find()) {
                problems.add("%s has the subject %s with a wildcard in it; expected a parameter in braces where it varies",
                        where,
                        method.subject());
            } else if (SubjectTemplate.parameterIn(token) == null && !Subjects.isName(token)) {
                problems.add(
                        "%s has the subject %s with the token '%s'; expected letters, digits, '-' and '_', or a parameter in"
                                + " braces that is the whole token",
                        where, method.subject(), token);
            }
        }
    }

    /** Only the parameters in it. */
    void parameters() {
        Stream.of(SubjectTemplate.tokens(method.subject())).map(SubjectTemplate::parameterIn).filter(Objects::nonNull)
                .forEach(this::bound);
    }

    private void bound(String name) {
        if (!bound.add(name)) {
            problems.add("%s has the subject %s with the parameter %s in it twice; expected it once", where, method.subject(),
                    name);
            return;
        }
        Optional<MethodParameterInfo> parameter = method.info().parameters().stream()
                .filter(each -> name.equals(each.name())).findFirst();
        if (parameter.isEmpty()) {
            problems.add("%s has the subject %s, but no parameter %s%s", where, method.subject(), name,
                    method.info().parameters().stream().anyMatch(each -> each.name() == null)
                            ? "; its parameters' names are not known: compile the contract with -parameters"
                            : "");
        } else if (!textTypes.contains(parameter.get().type())) {
            problems.add("%s has the subject %s, and its parameter %s is %s; expected %s", where, method.subject(), name,
                    parameter.get().type(), TextTypes.EXPECTED);
        }
    }
}
