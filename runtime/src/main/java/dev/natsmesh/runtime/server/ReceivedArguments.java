package dev.natsmesh.runtime.server;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

import dev.natsmesh.MessageFormatException;
import dev.natsmesh.ServiceException;
import dev.natsmesh.runtime.call.Arguments;
import dev.natsmesh.runtime.call.HeaderArguments;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Parameter;
import dev.natsmesh.runtime.call.SubjectTemplate;
import dev.natsmesh.runtime.codec.ErrorCodec;
import dev.natsmesh.runtime.codec.MessageBodies;
import dev.natsmesh.runtime.codec.OperationCodec;
import dev.natsmesh.runtime.codec.RefusedBodyException;

/** The arguments of an operation's calls, from wherever in the message they are. */
final class ReceivedArguments {

    private static final IntFunction<Object> NOTHING = place -> null;

    private final Arguments arguments;
    private final String name;
    private final OperationCodec codec;
    /** For each place what isn't in the body, of the call and its stream; {@code null} if all is there. */
    private final BiFunction<ReceivedCall, Object, Object>[] sources;

    ReceivedArguments(Operation operation, SubjectTemplate subjects, OperationCodec codec) {
        this.arguments = Arguments.of(operation);
        this.name = operation.toString();
        this.codec = codec;
        BiFunction<ReceivedCall, Object, Object>[] found = sources(operation, subjects);
        this.sources = Arrays.stream(found).allMatch(Objects::isNull) ? null : found;
    }

    @SuppressWarnings({ "unchecked", "rawtypes" }) // there is no other array of them
    private static BiFunction<ReceivedCall, Object, Object>[] sources(Operation operation, SubjectTemplate subjects) {
        List<Parameter> parameters = operation.parameters();
        HeaderArguments headers = HeaderArguments.of(operation);
        BiFunction<ReceivedCall, Object, Object>[] sources = new BiFunction[parameters.size()];
        for (int place = 0; place < sources.length; place++) {
            sources[place] = source(parameters.get(place).role(), place, subjects, headers);
        }
        return sources;
    }

    private static BiFunction<ReceivedCall, Object, Object> source(Parameter.Role role, int place, SubjectTemplate subjects,
            HeaderArguments headers) {
        return switch (role) {
            case BODY -> null;
            case STREAM -> (call, stream) -> stream;
            case TOKEN -> {
                SubjectTemplate.Position position = subjects.position(place);
                yield (call, stream) -> position.read(call.subject());
            }
            case CONTEXT -> (call, stream) -> new ServedCallContext(call);
            case HEADER -> (call, stream) -> headers.read(place, call.headers());
        };
    }

    /**
     * All of a call's arguments.
     *
     * @param stream the argument that the caller streams, {@code null} if it doesn't
     * @throws ServiceException if one can't be read
     */
    Object[] of(ReceivedCall call, Object stream) {
        Object decoded = body(call.headers(), (byte[]) call.payload());
        return sources == null
                ? arguments.complete(decoded, NOTHING)
                : arguments.complete(decoded, place -> at(place, call, stream));
    }

    private Object body(Headers headers, byte[] body) {
        try {
            return MessageBodies.isPlain(headers, body)
                    ? codec.request().decode(body)
                    : codec.bodies().decode(codec.request(), headers, body);
        } catch (RefusedBodyException e) {
            throw new ServiceException(e.code(), e.getMessage());
        } catch (MessageFormatException e) {
            throw new ServiceException(ErrorCodec.BAD_REQUEST, e.getMessage());
        }
    }

    private Object at(int place, ReceivedCall call, Object stream) {
        try {
            return sources[place].apply(call, stream);
        } catch (IllegalArgumentException e) {
            throw new ServiceException(ErrorCodec.BAD_REQUEST, name + ": " + e.getMessage());
        }
    }
}
