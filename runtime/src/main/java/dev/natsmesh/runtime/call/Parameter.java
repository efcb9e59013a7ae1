package dev.natsmesh.runtime.call;

/**
 * A parameter of a contract's method.
 *
 * @param name its name, which is the property's name when several parameters make one body
 * @param type its type in the canonical form of {@link java.lang.reflect.Type#getTypeName()}, generics included
 */
public record Parameter(String name, String type) {
}
