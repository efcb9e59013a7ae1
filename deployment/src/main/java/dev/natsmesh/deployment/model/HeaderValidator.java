package dev.natsmesh.deployment.model;

import java.util.HashSet;
import java.util.Set;

import org.jboss.jandex.DotName;
import org.jboss.jandex.Type;

import dev.natsmesh.runtime.call.HeaderNames;

/** Says all that is wrong with the headers that the parameters of one method become. */
final class HeaderValidator {

    private static final DotName OPTIONAL = DotName.createSimple("java.util.Optional");
    private static final DotName LIST = DotName.createSimple("java.util.List");

    private final String where;
    private final TextTypes textTypes;
    private final MethodValidator.Problems problems;
    private final Set<String> names = new HashSet<>();

    HeaderValidator(String where, TextTypes textTypes, MethodValidator.Problems problems) {
        this.where = where;
        this.textTypes = textTypes;
        this.problems = problems;
    }

    /** @param name how people know the parameter */
    void validate(ContractParameter parameter, String name) {
        String header = parameter.header();
        if (!HeaderNames.isName(header)) {
            problems.add("%s: %s has the header '%s'; expected letters, digits and !#$%%&'*+-.^_`|~", where, name, header);
        } else if (!HeaderNames.isFree(header)) {
            problems.add(
                    "%s: %s has the header %s, which belongs to NATS, to the mesh, to bodies or to traces; expected another"
                            + " name",
                    where, name, header);
        } else if (!names.add(header)) {
            problems.add("%s: %s has the header %s, as has another parameter; expected it once", where, name, header);
        }
        if (!isText(parameter.type())) {
            problems.add("%s: %s is a header and is %s; expected %s, an Optional of one of these, or List<String>", where, name,
                    parameter.type(), TextTypes.EXPECTED);
        }
    }

    private boolean isText(Type type) {
        if (type.kind() != Type.Kind.PARAMETERIZED_TYPE) {
            return textTypes.contains(type);
        }
        Type element = type.asParameterizedType().arguments().get(0);
        return type.name().equals(OPTIONAL) && textTypes.contains(element)
                || type.name().equals(LIST) && element.name().equals(DotName.STRING_NAME);
    }
}
