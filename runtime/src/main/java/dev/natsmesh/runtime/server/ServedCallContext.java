package dev.natsmesh.runtime.server;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.natsmesh.CallContext;
import dev.natsmesh.runtime.call.CurrentCall;
import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.HeaderValue;

/** What an application sees of a call that it serves. */
public final class ServedCallContext implements CallContext {

    private final ReceivedCall call;

    ServedCallContext(ReceivedCall call) {
        this.call = call;
    }

    /**
     * That of the call that the current code serves.
     *
     * @throws IllegalStateException if there is none
     */
    public static CallContext current() {
        if (CurrentCall.get() instanceof ReceivedCall served) {
            return new ServedCallContext(served);
        }
        throw new IllegalStateException("There is no CallContext here, because no call of the NATS mesh is being served");
    }

    @Override
    public String subject() {
        return call.subject();
    }

    @Override
    public Optional<Duration> remaining() {
        return Optional.ofNullable(call.deadline())
                .map(deadline -> Duration.ofNanos(Math.max(0, deadline.remainingNanos())));
    }

    @Override
    public Optional<Caller> caller() {
        return Optional.ofNullable(call.headers().get(HeaderNames.CALLER)).flatMap(ServedCallContext::caller);
    }

    /** An application's name may have a slash in it, version and instance have none. */
    private static Optional<Caller> caller(String text) {
        int instance = text.lastIndexOf('/');
        int version = text.lastIndexOf('/', instance - 1);
        return version < 0
                ? Optional.empty()
                : Optional.of(new Caller(text.substring(0, version), text.substring(version + 1, instance),
                        text.substring(instance + 1)));
    }

    @Override
    public int attempt() {
        return call.headers().positive(HeaderNames.ATTEMPT, 1);
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(call.headers().get(name)).map(HeaderValue::decode);
    }

    @Override
    public List<String> headers(String name) {
        return call.headers().all(name).stream().map(HeaderValue::decode).toList();
    }

    @Override
    public Set<String> headerNames() {
        return new LinkedHashSet<>(call.headers().names());
    }

    @Override
    public void replyHeader(String name, String value) {
        ReplyHeader.set(call, name, List.of(value));
    }
}
