package dev.natsmesh.deployment.model;

import org.jboss.jandex.DotName;
import org.jboss.jandex.Type;

/** How a contract's method returns its result. */
public enum ReturnShape {

    UNI(DotName.createSimple("io.smallrye.mutiny.Uni")), STAGE(DotName.createSimple("java.util.concurrent.CompletionStage")),
    /** A stream of items. */
    MULTI(DotName.createSimple("io.smallrye.mutiny.Multi")),
    /** A value, or nothing: the caller's thread waits. */
    VALUE(null);

    private final DotName wrapper;

    ReturnShape(DotName wrapper) {
        this.wrapper = wrapper;
    }

    static ReturnShape of(Type returnType) {
        for (ReturnShape shape : values()) {
            if (returnType.name().equals(shape.wrapper)) {
                return shape;
            }
        }
        return VALUE;
    }

    /** Whether the method ends before its call does. */
    public boolean isAsynchronous() {
        return this != VALUE;
    }

    /** The type of the result, {@code null} if the return type doesn't say it. */
    Type resultOf(Type returnType) {
        if (this == VALUE) {
            return returnType;
        }
        return TypeNames.argument(returnType);
    }
}
