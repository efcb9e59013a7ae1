package dev.natsmesh.runtime.call;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import dev.natsmesh.runtime.call.Parameter.Role;

/**
 * The places of an operation's arguments: which make the body, and which travel otherwise. Both lists of values have the form of
 * {@link Call#payload()}: {@code null} for none, the value itself for one, an {@code Object[]} for several.
 */
public final class Arguments {

    private static final Object[] NONE = new Object[0];

    private final int count;
    /** The places of those that make the body. */
    private final int[] body;
    private final int stream;

    private Arguments(List<Parameter> parameters) {
        this.count = parameters.size();
        this.body = places(parameters, Role.BODY);
        int[] streams = places(parameters, Role.STREAM);
        this.stream = streams.length == 0 ? -1 : streams[0];
    }

    public static Arguments of(Operation operation) {
        return new Arguments(operation.parameters());
    }

    private static int[] places(List<Parameter> parameters, Role role) {
        return IntStream.range(0, parameters.size()).filter(i -> parameters.get(i).role() == role).toArray();
    }

    /** Those of a stub's arguments that make the body. */
    public Object body(Object payload) {
        if (body.length == count) {
            return payload;
        }
        return switch (body.length) {
            case 0 -> null;
            case 1 -> at(payload, body[0]);
            default -> {
                Object[] values = new Object[body.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = at(payload, body[i]);
                }
                yield values;
            }
        };
    }

    /** The stream among a stub's arguments, {@code null} if there is none. */
    public Object stream(Object payload) {
        return stream < 0 ? null : at(payload, stream);
    }

    private Object at(Object payload, int place) {
        return count == 1 ? payload : ((Object[]) payload)[place];
    }

    /**
     * The arguments for a bean's method.
     *
     * @param decoded those that were in the body
     * @param others gives the other ones by their places
     */
    public Object[] complete(Object decoded, IntFunction<Object> others) {
        if (body.length == count) {
            return switch (count) {
                case 0 -> NONE;
                case 1 -> new Object[]{ decoded };
                default -> (Object[]) decoded;
            };
        }
        Object[] values = new Object[count];
        int next = 0;
        for (int place = 0; place < count; place++) {
            if (next < body.length && body[next] == place) {
                values[place] = body.length == 1 ? decoded : ((Object[]) decoded)[next];
                next++;
            } else {
                values[place] = others.apply(place);
            }
        }
        return values;
    }
}
