package dev.natsmesh.runtime.call;

import java.util.List;

/** Finds the argument of an operation's calls that keeps them at one instance. */
public final class KeyArgument {

    private final int place;
    private final boolean alone;

    private KeyArgument(int place, boolean alone) {
        this.place = place;
        this.alone = alone;
    }

    /** {@code null} if the operation has none. */
    public static KeyArgument of(Operation operation) {
        List<Parameter> parameters = operation.parameters();
        for (int place = 0; place < parameters.size(); place++) {
            if (parameters.get(place).key()) {
                return new KeyArgument(place, parameters.size() == 1);
            }
        }
        return null;
    }

    /**
     * Its text, {@code null} if the argument is.
     *
     * @param payload the arguments, in the form of {@link Call#payload()}
     */
    public String text(Object payload) {
        Object value = alone ? payload : ((Object[]) payload)[place];
        return value == null ? null : TextForm.write(value);
    }
}
