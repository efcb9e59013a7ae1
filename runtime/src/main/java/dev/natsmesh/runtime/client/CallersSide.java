package dev.natsmesh.runtime.client;

import java.util.concurrent.CancellationException;

import dev.natsmesh.ConnectionLostException;
import dev.natsmesh.MessageFormatException;
import dev.natsmesh.ServiceException;
import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Cancellable;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Destination;
import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Subject;
import dev.natsmesh.runtime.codec.ErrorReply;
import dev.natsmesh.runtime.stream.SentItems;
import dev.natsmesh.runtime.stream.StreamSide;
import dev.natsmesh.runtime.transport.PendingRequest;
import dev.natsmesh.runtime.transport.ReplyHandler;
import dev.natsmesh.runtime.transport.Request;
import dev.natsmesh.runtime.transport.Transport;
import io.netty.channel.EventLoop;
import io.smallrye.mutiny.Multi;

/** The caller's side of one stream. */
final class CallersSide extends StreamSide implements ReplyHandler, Cancellable {

    private static final byte[] NO_BODY = new byte[0];
    /** What the service is told of a failure here that has no code of its own. */
    private static final int CLOSED_BY_CALLER = 499;

    private final RemoteStream stream;
    private final Call call;
    private final Completion completion;
    private final Multi<?> items;
    private final SentItems sent;
    /** Who was called, {@code null} for whichever instance the server chose. */
    private Destination to;
    private Transport transport;
    private byte[] body;
    private PendingRequest pending;
    /** The service's side, {@code null} until it has told it. */
    private Subject service;

    CallersSide(RemoteStream stream, Call call, Completion completion, EventLoop loop, Multi<?> items, SentItems sent,
            Destination to) {
        super(stream.name(), loop, stream.settings().liveness(), stream.codec().reply(),
                call instanceof StreamCall streaming ? streaming.items() : null, sent);
        this.stream = stream;
        this.call = call;
        this.completion = completion;
        this.items = items;
        this.sent = sent;
        this.to = to;
    }

    /** Adds what the first message tells. */
    Headers first(Headers headers) {
        return tellLiveness(headers.add(HeaderNames.CREDIT, Long.toString(call instanceof StreamCall ? firstCredit() : 0)));
    }

    void open(Transport transport, Request request) {
        onLoop(() -> {
            if (call.isCancelled()) {
                end(null, new CancellationException("%s: cancelled".formatted(stream.name())));
            } else {
                this.transport = transport;
                this.body = request.body();
                pending = transport.request(request, this);
            }
        });
    }

    @Override
    public void reply(Headers headers, byte[] body) {
        if (isOnLoop()) {
            take(headers, body);
        } else {
            onLoop(() -> take(headers, body));
        }
    }

    private void take(Headers headers, byte[] body) {
        if (service == null) {
            first(headers, body);
        } else {
            message(headers, body);
        }
    }

    private void first(Headers headers, byte[] body) {
        String named = headers.get(HeaderNames.STREAM);
        if (named == null) {
            if (headers.get(HeaderNames.ERROR_CODE) == null) {
                other(headers, body);
            } else {
                failed(headers, body);
            }
            return;
        }
        if (!stream.isStreamOfService(named)) {
            end(null, new MessageFormatException("%s: the service names '%s' for its side of the stream; expected a subject"
                    .formatted(stream.name(), named) + " of the service", null));
            return;
        }
        service = Subject.of(named);
        body = null;
        stream.opened(to);
        pending.keepOpen();
        begin(headers);
        if (sent != null) {
            String credit = headers.get(HeaderNames.CREDIT);
            if (credit != null) {
                granted(credit);
            }
            sent.from(items);
        }
    }

    @Override
    protected void send(Headers headers, byte[] body) {
        if (service != null) {
            pending.send(service, headers, body);
        }
    }

    @Override
    protected void sendItem(long number, Headers headers, byte[] body) {
        if (service != null) {
            pending.sendItem(service, number, headers, body);
        }
    }

    @Override
    protected void sentAll(Throwable failure) {
        if (failure == null) {
            send(end(), NO_BODY);
        } else {
            ErrorReply error = failure instanceof ServiceException known
                    ? ErrorReply.of(known.code(), known.getMessage())
                    : ErrorReply.of(CLOSED_BY_CALLER, "The caller's stream has failed");
            send(numbered(error.headers()), NO_BODY);
            end(null, failure);
        }
    }

    @Override
    protected void receivedAll() {
        end(null, null);
    }

    @Override
    protected void failed(Headers headers, byte[] body) {
        end(null, stream.codec().errors().decode(headers, body));
    }

    @Override
    protected void refused() {
        if (sent != null) {
            sent.cancel();
        }
    }

    @Override
    protected void silent(ConnectionLostException failure) {
        broken(failure);
    }

    @Override
    protected void broken(RuntimeException failure) {
        sayCancel();
        end(null, failure);
    }

    /** A plain reply is the result where only the caller streams. */
    @Override
    protected void other(Headers headers, byte[] body) {
        if (call instanceof StreamCall) {
            end(null, new MessageFormatException("%s: the service answers with a plain reply; expected a stream"
                    .formatted(stream.name()), null));
            return;
        }
        Object result;
        try {
            result = stream.codec().reply(headers, body);
        } catch (Throwable e) { // also an Error of a constructor: nobody above would tell the caller
            end(null, e);
            return;
        }
        end(result, null);
    }

    @Override
    public void failed(RuntimeException failure) {
        onLoop(() -> {
            if (to != null && body != null && stream.isNotTaken(failure)) {
                // Nobody is there any more, or nobody may call there; nothing has run.
                to = stream.missed(call, to, failure);
                pending = transport.request(stream.again(call, to, body), this);
            } else {
                end(null, failure);
            }
        });
    }

    @Override
    protected void unwanted() {
        call.cancel();
    }

    @Override
    public void cancel() {
        onLoop(() -> {
            if (service == null && pending != null) {
                pending.cancel(); // which fails the request
            } else {
                sayCancel();
                end(null, new CancellationException("%s: cancelled".formatted(stream.name())));
            }
        });
    }

    private void end(Object result, Throwable failure) {
        if (!close()) {
            return;
        }
        if (failure != null) {
            stream.failed(to, failure);
        }
        if (pending != null) {
            pending.close();
        }
        if (call.context() == null) {
            complete(result, failure);
        } else {
            call.context().emit(result, value -> complete(value, failure));
        }
    }

    private void complete(Object result, Throwable failure) {
        if (failure == null) {
            completion.success(result);
        } else {
            completion.failure(failure);
        }
    }
}
