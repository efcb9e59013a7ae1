package dev.natsmesh.runtime.server;

import jakarta.enterprise.invoke.Invoker;

import dev.natsmesh.ServiceException;
import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Cancellable;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Stage;
import dev.natsmesh.runtime.call.SubjectTemplate;
import dev.natsmesh.runtime.call.Validation;
import dev.natsmesh.runtime.call.ValueChecks;
import dev.natsmesh.runtime.codec.BodyCodec;
import dev.natsmesh.runtime.codec.ErrorCodec;
import dev.natsmesh.runtime.codec.OperationCodec;
import dev.natsmesh.runtime.stream.ReceivedItems;
import dev.natsmesh.runtime.stream.SentItems;
import dev.natsmesh.runtime.stream.StreamSettings;
import io.smallrye.mutiny.Multi;
import io.vertx.core.impl.ContextInternal;

/**
 * The last stage of the service's side where a call is a stream: decodes the arguments, tells the caller the subject of the stream,
 * runs the bean's method, and sends the items or the result.
 */
final class StreamInvocation implements Stage {

    private final Invoker<Object, Object> invoker;
    private final Object bean;
    private final Operation operation;
    private final ReceivedArguments arguments;
    private final OperationCodec codec;
    private final ValueChecks checks;
    private final Results results;
    private final BodyCodec items;
    private final ExecutionModel execution;
    private final ServedStreams streams;
    private final StreamSettings settings;

    StreamInvocation(ServiceEndpoint endpoint, SubjectTemplate subjects, OperationCodec codec, Validation validation,
            ServedStreams streams, StreamSettings settings) {
        this.invoker = endpoint.invoker();
        this.bean = endpoint.bean().get();
        this.operation = endpoint.operation();
        this.arguments = new ReceivedArguments(operation, subjects, codec);
        this.codec = codec;
        this.checks = validation.of(operation, bean);
        this.results = Results.of(codec, checks);
        this.items = CheckedResults.of(codec.reply(), checks);
        this.execution = endpoint.execution();
        this.streams = streams;
        this.settings = settings;
    }

    @Override
    public void handle(Call call, Completion completion) {
        String credit = call.headers().get(HeaderNames.CREDIT);
        ServedCall served = (ServedCall) call;
        if (credit == null || !served.message().expectsReply()) {
            completion.failure(new ServiceException(ErrorCodec.BAD_REQUEST,
                    "%s is a stream; expected a reply subject, and the header %s with the number of items that may be sent"
                            .formatted(operation, HeaderNames.CREDIT)));
            return;
        }
        ReceivedItems received = codec.stream() == null ? null : new ReceivedItems(ContextInternal.current());
        Object[] values;
        try {
            values = arguments.of(served, received);
        } catch (Throwable e) {
            completion.failure(e);
            return;
        }
        execution.run(ending -> open(served, values, received, credit, ending), completion);
    }

    private void open(ServedCall call, Object[] values, ReceivedItems received, String credit, Completion completion) {
        ContextInternal context = ContextInternal.current();
        SentItems sent = operation.kind().streamsResult()
                ? new SentItems(items, context.nettyEventLoop(), task -> context.emit(task, this::makeItems))
                : null;
        ServicesSide side = new ServicesSide(call, completion, streams, context.nettyEventLoop(), settings, codec, received,
                sent, checks.ofItems(values));
        side.open(credit);
        try {
            Object result = invoker.invoke(bean, values);
            if (sent != null) {
                sent.from((Multi<?>) result);
            } else {
                Cancellable running = BeanResult.await(result, results, call, side);
                if (running != null) {
                    side.runs(running);
                }
            }
        } catch (Throwable e) {
            side.failure(e);
        }
        call.running(side);
    }

    /** The code that makes items runs where the method does. */
    private void makeItems(Runnable code) {
        execution.runAlso(code);
    }
}
