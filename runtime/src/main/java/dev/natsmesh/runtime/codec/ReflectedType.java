package dev.natsmesh.runtime.codec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

import com.fasterxml.jackson.databind.JavaType;

/** A generic type as Java's reflection describes it. */
record ReflectedType(Class<?> rawType, Type[] arguments) implements ParameterizedType {

    /** A class, or a generic type with its arguments. */
    static Type of(JavaType type) {
        if (type.isArrayType() || type.containedTypeCount() == 0) {
            return type.getRawClass();
        }
        return new ReflectedType(type.getRawClass(),
                type.getBindings().getTypeParameters().stream().map(ReflectedType::of).toArray(Type[]::new));
    }

    @Override
    public Type[] getActualTypeArguments() {
        return arguments.clone();
    }

    @Override
    public Type getRawType() {
        return rawType;
    }

    @Override
    public Type getOwnerType() {
        return rawType.getDeclaringClass();
    }
}
