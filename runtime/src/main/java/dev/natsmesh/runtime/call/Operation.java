package dev.natsmesh.runtime.call;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One endpoint of a service as its contract declares it; the same value describes it to callers and to the service. Or an event: as
 * a contract declares it, or as the method that gets it does.
 *
 * @param service the service's name; empty for a method that gets events
 * @param name the endpoint's name
 * @param subject the subject behind the {@linkplain SubjectPrefix prefix}, with parameters in braces where arguments are in it; that of
 *        a method that gets events may have wildcards
 * @param contract the contract's interface, or the class of a method that gets events, fully qualified
 * @param method the contract's method
 * @param kind which messages make a call
 * @param idempotent whether running a call twice does no harm
 * @param parameters what the request carries, in the order of the method's parameters
 * @param result the type of the result, or of its items, in canonical form; {@code void} when there is only an acknowledgement. A
 *        {@link dev.natsmesh.Response} of one of these has headers of the reply, too
 * @param contentType the form of bodies and items whose types have none of their own, as the header {@code Content-Type} tells it
 * @param errors the exceptions that the method declares, fully qualified
 * @param gathering when the replies of all instances are complete, {@code null} if only one replies
 * @param deduplication how long an instance remembers what came of a call, {@code null} if it doesn't
 */
public record Operation(String service, String name, String subject, String contract, String method, Kind kind,
        boolean idempotent, List<Parameter> parameters, String result, String contentType, List<String> errors,
        Gathering gathering, Duration deduplication) {

    /** The type name of an operation's result that is only an acknowledgement. */
    public static final String NO_RESULT = "void";

    /** Which messages make a call. */
    public enum Kind {
        /** One request, one reply. */
        UNARY,
        /** One request, a stream of items. */
        SERVER_STREAMING,
        /** A stream of items, one reply. */
        CLIENT_STREAMING,
        /** A stream of items each way. */
        BIDIRECTIONAL_STREAMING,
        /** One message, no reply. */
        ONE_WAY,
        /** One request to every instance, one reply of each. */
        GATHER,
        /** One message to whoever wants it, and no reply. */
        EVENT;

        /** Whether items are streamed, each way or one. */
        public boolean streams() {
            return streamsResult() || this == CLIENT_STREAMING;
        }

        /** Whether the service answers with a stream. */
        public boolean streamsResult() {
            return this == SERVER_STREAMING || this == BIDIRECTIONAL_STREAMING;
        }

        /** Whether a call has one end and nothing before it, so that it can be repeated, limited or replaced as a whole. */
        public boolean endsOnce() {
            return !streams() && this != GATHER;
        }
    }

    public Operation {
        parameters = List.copyOf(parameters);
        errors = List.copyOf(errors);
    }

    /** Where calls go, behind the prefix, with parameters in braces as in the subject. */
    public String address() {
        return kind == Kind.GATHER ? Subjects.everyInstance(service, subject) : subject;
    }

    /** Names the body that parameters make, in messages. */
    public String nameOfBody() {
        return (kind == Kind.EVENT ? "the event of " : "the request of ") + this;
    }

    /** Whether the contract declares that the operation may fail so. */
    public boolean declares(Throwable failure) {
        for (Class<?> known = failure.getClass(); known != Throwable.class; known = known.getSuperclass()) {
            if (errors.contains(known.getName())) {
                return true;
            }
        }
        return false;
    }

    /** What the request's body is made of. */
    public List<Parameter> body() {
        return parameters.stream().filter(parameter -> parameter.role() == Parameter.Role.BODY).toList();
    }

    /** What the caller streams, if it does. */
    public Optional<Parameter> stream() {
        return parameters.stream().filter(parameter -> parameter.role() == Parameter.Role.STREAM).findFirst();
    }

    /** The operation as people know it: the contract's simple name and the method. */
    @Override
    public String toString() {
        return contract.substring(Math.max(contract.lastIndexOf('.'), contract.lastIndexOf('$')) + 1) + "." + method;
    }
}
