package dev.natsmesh.runtime.server;

import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import dev.natsmesh.ConnectionLostException;
import dev.natsmesh.MessageTooLargeException;
import dev.natsmesh.ServiceException;
import dev.natsmesh.runtime.call.Cancellable;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.codec.ErrorCodec;
import dev.natsmesh.runtime.codec.OperationCodec;
import dev.natsmesh.runtime.stream.ReceivedItems;
import dev.natsmesh.runtime.stream.SentItems;
import dev.natsmesh.runtime.stream.StreamSettings;
import dev.natsmesh.runtime.stream.StreamSide;
import io.netty.channel.EventLoop;

/** The service's side of one stream. As a completion it takes the result where only the caller streams. */
final class ServicesSide extends StreamSide implements Completion, Cancellable {

    private static final Logger LOG = Logger.getLogger(ServicesSide.class);
    private static final byte[] NO_BODY = new byte[0];

    private final ServedCall call;
    private final Completion completion;
    private final ServedStreams streams;
    private final String subject;
    private final OperationCodec codec;
    private final ReceivedItems received;
    private final SentItems sent;
    private final Consumer<Object> check;
    private volatile Cancellable running;

    /** @param check throws for an item of the caller that the method must not get, {@code null} for no check */
    ServicesSide(ServedCall call, Completion completion, ServedStreams streams, EventLoop loop, StreamSettings settings,
            OperationCodec codec, ReceivedItems received, SentItems sent,
            Consumer<Object> check) {
        super(call.operation().toString(), loop, settings.liveness(), codec.stream(), received, sent);
        this.call = call;
        this.completion = completion;
        this.streams = streams;
        this.subject = streams.newSubject();
        this.codec = codec;
        this.received = received;
        this.sent = sent;
        this.check = check;
    }

    /** Tells the caller where it is listened to. On the event loop, or before anything else happens. */
    void open(String credit) {
        Headers first = tellLiveness(new Headers().add(HeaderNames.STREAM, subject));
        if (received != null) {
            first.add(HeaderNames.CREDIT, Long.toString(firstCredit()));
        }
        streams.add(subject, this);
        if (sent != null) {
            call.streams(this);
        }
        call.message().send(first, NO_BODY);
        onLoop(() -> {
            begin(call.headers());
            granted(credit);
        });
    }

    /** @param method what is cancelled with the call */
    void runs(Cancellable method) {
        running = method;
    }

    void received(Headers headers, byte[] body) {
        if (isOnLoop()) {
            message(headers, body);
        } else {
            onLoop(() -> message(headers, body));
        }
    }

    /** The headers of the last message, {@code error} being those of an error, {@code null} if it is none. */
    Headers last(Headers error) {
        return error == null ? end() : numbered(error);
    }

    @Override
    protected void send(Headers headers, byte[] body) {
        call.message().send(headers, body);
    }

    @Override
    protected void sendItem(long number, Headers headers, byte[] body) {
        call.message().sendItem(number, headers, body);
    }

    @Override
    protected void sentAll(Throwable failure) {
        if (failure == null) {
            success(NO_BODY);
        } else {
            failure(failure instanceof MessageTooLargeException
                    ? new ServiceException(ErrorCodec.INTERNAL, failure.getMessage())
                    : failure);
        }
    }

    /** A broken constraint of the method fails the call, whatever the method does. */
    @Override
    protected boolean accepts(Object item) {
        if (check != null) {
            try {
                check.accept(item);
            } catch (Throwable e) {
                failure(e);
                return false;
            }
        }
        return true;
    }

    @Override
    protected void receivedAll() {
        if (received != null) {
            received.end();
        }
    }

    /** The caller doesn't wait for the end of the call any more. */
    @Override
    protected void failed(Headers headers, byte[] body) {
        failReceived(codec.errors().decode(headers, body));
        call.cancel();
    }

    @Override
    protected void refused() {
        call.cancel();
    }

    @Override
    protected void silent(ConnectionLostException failure) {
        LOG.infof("%s; the call is cancelled", failure.getMessage());
        failReceived(failure);
        call.cancel();
    }

    @Override
    protected void broken(RuntimeException failure) {
        failure(new ServiceException(ErrorCodec.BAD_REQUEST, failure.getMessage()));
    }

    private void failReceived(Throwable failure) {
        if (received != null) {
            received.fail(failure);
        }
    }

    @Override
    protected void other(Headers headers, byte[] body) {
        LOG.debugf("%s: ignoring a message that is no part of a stream", call.operation());
    }

    @Override
    protected void unwanted() {
        onLoop(this::sayCancel);
    }

    @Override
    public void success(Object body) {
        onLoop(() -> {
            if (end(null)) {
                completion.success(body);
            }
        });
    }

    @Override
    public void failure(Throwable failure) {
        onLoop(() -> {
            if (end(failure)) {
                completion.failure(failure);
            }
        });
    }

    @Override
    public void cancel() {
        failure(new CancellationException("The caller has cancelled the call"));
    }

    private boolean end(Throwable failure) {
        if (!close()) {
            return false;
        }
        streams.remove(subject);
        if (failure != null) {
            failReceived(failure);
            Cancellable method = running;
            if (method != null) {
                method.cancel();
            }
        }
        return true;
    }
}
