package dev.natsmesh.runtime.validation;

/** What a class is, by name: of a proxy it is told as of the class itself. */
final class Supertypes {

    private Supertypes() {
    }

    /** The type of that name among the type itself, its superclasses and interfaces; {@code null} if it isn't there. */
    static Class<?> find(Class<?> type, String name) {
        if (type == null || type.getName().equals(name)) {
            return type;
        }
        for (Class<?> parent : type.getInterfaces()) {
            Class<?> found = find(parent, name);
            if (found != null) {
                return found;
            }
        }
        return find(type.getSuperclass(), name);
    }
}
