package dev.natsmesh.runtime.server;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;

import dev.natsmesh.ServiceException;
import dev.natsmesh.runtime.call.Arguments;
import dev.natsmesh.runtime.call.HeaderArguments;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Parameter;
import dev.natsmesh.runtime.call.SubjectTemplate;
import dev.natsmesh.runtime.codec.ErrorCodec;

/** The arguments of an operation's calls, from wherever in the message they are. */
final class ReceivedArguments {

    private static final IntFunction<Object> NOTHING = place -> null;

    private final Arguments arguments;
    private final String name;
    /** For each place what isn't in the body; {@code null} if all is there. */
    private final Function<ReceivedCall, Object>[] sources;

    ReceivedArguments(Operation operation, SubjectTemplate subjects) {
        this.arguments = Arguments.of(operation);
        this.name = operation.toString();
        Function<ReceivedCall, Object>[] found = sources(operation, subjects);
        this.sources = Arrays.stream(found).allMatch(Objects::isNull) ? null : found;
    }

    @SuppressWarnings({ "unchecked", "rawtypes" }) // there is no other array of them
    private static Function<ReceivedCall, Object>[] sources(Operation operation, SubjectTemplate subjects) {
        List<Parameter> parameters = operation.parameters();
        HeaderArguments headers = HeaderArguments.of(operation);
        Function<ReceivedCall, Object>[] sources = new Function[parameters.size()];
        for (int place = 0; place < sources.length; place++) {
            sources[place] = source(parameters.get(place).role(), place, subjects, headers);
        }
        return sources;
    }

    private static Function<ReceivedCall, Object> source(Parameter.Role role, int place, SubjectTemplate subjects,
            HeaderArguments headers) {
        return switch (role) {
            case BODY, STREAM -> null;
            case TOKEN -> {
                SubjectTemplate.Position position = subjects.position(place);
                yield call -> position.read(call.subject());
            }
            case CONTEXT -> ServedCallContext::new;
            case HEADER -> call -> headers.read(place, call.headers());
        };
    }

    /**
     * All of a call's arguments.
     *
     * @param decoded those that were in the body
     * @throws ServiceException if one can't be read
     */
    Object[] of(ReceivedCall call, Object decoded) {
        return sources == null ? arguments.complete(decoded, NOTHING) : arguments.complete(decoded, place -> at(place, call));
    }

    private Object at(int place, ReceivedCall call) {
        try {
            return sources[place] == null ? null : sources[place].apply(call);
        } catch (IllegalArgumentException e) {
            throw new ServiceException(ErrorCodec.BAD_REQUEST, name + ": " + e.getMessage());
        }
    }
}
