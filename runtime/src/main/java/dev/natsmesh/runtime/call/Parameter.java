package dev.natsmesh.runtime.call;

/**
 * A parameter of a contract's method.
 *
 * @param name its name, which is the property's name when several parameters make one body; or the header's name
 * @param type the type of what travels, in the canonical form of {@link java.lang.reflect.Type#getTypeName()}, generics included
 * @param role how it travels
 * @param key whether calls with the same argument go to the same instance
 */
public record Parameter(String name, String type, Role role, boolean key) {

    /** How an argument travels. */
    public enum Role {
        /** As the request's body, or as a property of it. */
        BODY,
        /** As messages of their own, each with an item of the type. */
        STREAM,
        /** As a token of the subject. */
        TOKEN,
        /** As a header. */
        HEADER,
        /** Not at all: the service sees its {@link dev.natsmesh.CallContext}. */
        CONTEXT
    }

    public static Parameter ofBody(String name, String type) {
        return new Parameter(name, type, Role.BODY, false);
    }
}
