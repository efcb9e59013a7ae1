package dev.natsmesh.runtime.call;

import java.util.List;

/**
 * One endpoint of a service as its contract declares it; the same value describes it to callers and to the service.
 *
 * @param service the service's name
 * @param name the endpoint's name
 * @param contract the contract's interface, fully qualified
 * @param method the contract's method
 * @param idempotent whether running a call twice does no harm
 * @param parameters what the request carries
 * @param result the result's type in canonical form, {@code void} when there is only an acknowledgement
 * @param contentType the form of bodies whose types have none of their own, as the header {@code Content-Type} tells it
 * @param errors the exceptions that the method declares, fully qualified
 */
public record Operation(String service, String name, String contract, String method, boolean idempotent,
        List<Parameter> parameters, String result, String contentType, List<String> errors) {

    /** The type name of an operation's result that is only an acknowledgement. */
    public static final String NO_RESULT = "void";

    public Operation {
        parameters = List.copyOf(parameters);
        errors = List.copyOf(errors);
    }

    /** The subject behind the {@linkplain SubjectPrefix prefix}. */
    public String subject() {
        return Subjects.endpoint(service, name);
    }

    /** The operation as people know it: the contract's simple name and the method. */
    @Override
    public String toString() {
        return contract.substring(Math.max(contract.lastIndexOf('.'), contract.lastIndexOf('$')) + 1) + "." + method;
    }
}
