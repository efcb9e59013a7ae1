package dev.natsmesh.runtime.codec;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Callable;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.natsmesh.CallRefusedException;
import dev.natsmesh.ErrorCode;
import dev.natsmesh.InvalidArgumentsException;
import dev.natsmesh.MessageFormatException;
import dev.natsmesh.ServiceException;
import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Operation;

/**
 * The failures of one operation. Only exceptions that its contract declares are written with their properties and rebuilt, never
 * a class that the peer names; {@link ServiceException} and exceptions with an {@link ErrorCode} keep their code and text;
 * everything else is 500 with a correlation id under which it is logged here.
 */
public final class ErrorCodec {

    /** The code of a request that can't be read. */
    public static final int BAD_REQUEST = 400;
    /** The code of a request whose body is larger than the service lets it be. */
    public static final int TOO_LARGE = 413;
    /** The code of a request whose body is of a form that the endpoint doesn't take. */
    public static final int UNSUPPORTED = 415;
    /** The code of an exception that the contract declares, unless the exception has its own. */
    public static final int DECLARED = 422;
    /** The code of a call that is one too many in its time. */
    public static final int TOO_MANY = 429;
    /** The code of a failure that nobody foresaw. */
    public static final int INTERNAL = 500;
    /** The code of a call that the service has no place for. */
    public static final int OVERLOADED = 503;
    /** The code of a call whose deadline passed before it began. */
    public static final int TOO_LATE = 504;

    /** The code of a call to which too many others led. */
    public static final int LOOP = 508;

    private static final Logger LOG = Logger.getLogger(ErrorCodec.class);

    private final Operation operation;
    private final Map<String, Class<? extends Throwable>> declared;
    private final ObjectMapper mapper;

    ErrorCodec(Operation operation, Map<String, Class<? extends Throwable>> declared, ObjectMapper mapper) {
        this.operation = operation;
        this.declared = declared;
        this.mapper = mapper;
    }

    /** The name under which an exception travels: the class' simple name. */
    static String wireName(Class<?> type) {
        return type.getSimpleName();
    }

    /** The wire form of what a service method failed with. */
    public ErrorReply encode(Throwable failure) {
        Class<?> known = declaredClassOf(failure);
        if (known != null) {
            try {
                return new ErrorReply(codeOf(failure).orElse(DECLARED), failure.getMessage(), wireName(known),
                        mapper.writerFor(known).writeValueAsBytes(failure), null);
            } catch (IOException | RuntimeException | Error e) { // whatever its getters throw, the caller gets an answer
                e.addSuppressed(failure);
                return unforeseen(e);
            }
        }
        if (failure instanceof InvalidArgumentsException invalid) {
            return invalid(invalid);
        }
        if (failure instanceof CallRefusedException refused) {
            return ErrorReply.of(refused.code(), refused.getMessage(), refused.retryAfter().orElse(null));
        }
        OptionalInt code = codeOf(failure);
        return code.isPresent() ? ErrorReply.of(code.getAsInt(), failure.getMessage()) : unforeseen(failure);
    }

    private static ErrorReply invalid(InvalidArgumentsException failure) {
        return new ErrorReply(failure.code(), failure.getMessage(), ViolationsJson.NAME, ViolationsJson.write(failure), null);
    }

    /** The code that a failure has by itself; empty if nobody gave it one. */
    public static OptionalInt codeOf(Throwable failure) {
        if (failure instanceof ServiceException service) {
            return OptionalInt.of(service.code());
        }
        ErrorCode code = failure.getClass().getAnnotation(ErrorCode.class);
        return code == null ? OptionalInt.empty() : OptionalInt.of(code.value());
    }

    /**
     * Whether the service has answered with it, so that the same call would end with it again: an exception that the contract
     * declares, or one with a code, below 500 and no refusal.
     */
    public boolean isAnswer(Throwable failure) {
        int code = codeOf(failure).orElse(declaredClassOf(failure) == null ? INTERNAL : DECLARED);
        return code < INTERNAL && !(ServiceException.of(code, "") instanceof CallRefusedException);
    }

    /** What the caller gets for a reply with these headers, {@code null} if they are not an error's. */
    public Throwable decode(Headers headers, byte[] body) {
        String code = headers.get(HeaderNames.ERROR_CODE);
        if (code == null) {
            return null;
        }
        String text = headers.get(HeaderNames.ERROR_TEXT);
        String name = headers.get(HeaderNames.ERROR_NAME);
        Class<? extends Throwable> type = name == null ? null : declared.get(name);
        if (type != null) {
            return rebuilt(name, text, () -> mapper.readerFor(type).readValue(body));
        } else if (ViolationsJson.NAME.equals(name)) {
            return rebuilt(name, text, () -> ViolationsJson.read(body));
        }
        return coded(number(code), text == null ? "" : text, headers.number(HeaderNames.RETRY_AFTER));
    }

    /** @param retryAfterMillis less than 0 if the peer doesn't say it */
    private static ServiceException coded(int code, String text, long retryAfterMillis) {
        ServiceException failure = ServiceException.of(code, text);
        return failure instanceof CallRefusedException && retryAfterMillis >= 0
                ? new CallRefusedException(code, text, Duration.ofMillis(retryAfterMillis))
                : failure;
    }

    private Throwable rebuilt(String name, String text, Callable<Throwable> reading) {
        Throwable cause = null;
        try {
            Throwable failure = reading.call();
            if (failure != null) {
                return failure;
            }
        } catch (Exception | StackOverflowError e) {
            cause = e;
        }
        return new MessageFormatException(
                "%s failed with %s (%s), which can't be rebuilt from its JSON".formatted(operation, name, text), cause);
    }

    private ErrorReply unforeseen(Throwable failure) {
        String correlationId = UUID.randomUUID().toString();
        LOG.errorf(failure, "%s failed, correlation id %s", operation, correlationId);
        return ErrorReply.of(INTERNAL, "Internal error, correlation id " + correlationId);
    }

    private Class<?> declaredClassOf(Throwable failure) {
        for (Class<?> type = failure.getClass(); type != Throwable.class; type = type.getSuperclass()) {
            if (declared.get(wireName(type)) == type) {
                return type;
            }
        }
        return null;
    }

    private static int number(String code) {
        try {
            return Math.max(1, Integer.parseInt(code.trim()));
        } catch (NumberFormatException e) {
            return INTERNAL;
        }
    }
}
