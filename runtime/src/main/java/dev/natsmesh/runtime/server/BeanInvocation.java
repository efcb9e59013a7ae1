package dev.natsmesh.runtime.server;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.invoke.Invoker;

import dev.natsmesh.MessageFormatException;
import dev.natsmesh.ServiceException;
import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Stage;
import dev.natsmesh.runtime.codec.ErrorCodec;
import dev.natsmesh.runtime.codec.MessageBodies;
import dev.natsmesh.runtime.codec.OperationCodec;
import dev.natsmesh.runtime.codec.RefusedBodyException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;

/**
 * The last stage of the service's side: decodes the arguments, runs the bean's method where it wants to run, and encodes the
 * result.
 */
final class BeanInvocation implements Stage {

    private static final Object[] NO_ARGUMENTS = new Object[0];

    private final Invoker<Object, Object> invoker;
    private final Object bean;
    private final int parameterCount;
    private final OperationCodec codec;
    private final ExecutionModel execution;

    BeanInvocation(ServiceEndpoint endpoint, OperationCodec codec) {
        this.invoker = endpoint.invoker();
        this.bean = endpoint.bean().get();
        this.parameterCount = endpoint.operation().parameters().size();
        this.codec = codec;
        this.execution = endpoint.execution();
    }

    @Override
    public void handle(Call call, Completion completion) {
        Object[] arguments;
        try {
            byte[] body = (byte[]) call.payload();
            arguments = arguments(MessageBodies.isPlain(call.headers(), body)
                    ? codec.request().decode(body)
                    : codec.bodies().decode(codec.request(), call.headers(), body));
        } catch (RefusedBodyException e) {
            completion.failure(new ServiceException(e.code(), e.getMessage()));
            return;
        } catch (MessageFormatException e) {
            completion.failure(new ServiceException(ErrorCodec.BAD_REQUEST, e.getMessage()));
            return;
        } catch (Throwable e) {
            completion.failure(e);
            return;
        }
        execution.run(ending -> complete(invoker.invoke(bean, arguments), ending), completion);
    }

    private Object[] arguments(Object decoded) {
        return switch (parameterCount) {
            case 0 -> NO_ARGUMENTS;
            case 1 -> new Object[]{ decoded };
            default -> (Object[]) decoded;
        };
    }

    private void complete(Object result, Completion completion) {
        if (result instanceof Uni<?> uni) {
            uni.subscribe().withSubscriber(new Result(completion));
        } else if (result instanceof CompletionStage<?> stage) {
            stage.whenComplete((value, failure) -> {
                if (failure == null) {
                    succeed(value, completion);
                } else {
                    completion.failure(failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure);
                }
            });
        } else {
            succeed(result, completion);
        }
    }

    private void succeed(Object value, Completion completion) {
        byte[] body;
        try {
            body = codec.reply().encode(value);
        } catch (Throwable e) { // also an Error of a getter: here it would vanish, and the caller would wait in vain
            completion.failure(e);
            return;
        }
        completion.success(body);
    }

    /** Subscribed as it is: callbacks would be wrapped to move contexts which the call has already. */
    private final class Result implements UniSubscriber<Object> {

        private final Completion completion;

        Result(Completion completion) {
            this.completion = completion;
        }

        @Override
        public void onSubscribe(UniSubscription subscription) {
            // Nothing cancels it.
        }

        @Override
        public void onItem(Object value) {
            succeed(value, completion);
        }

        @Override
        public void onFailure(Throwable failure) {
            completion.failure(failure);
        }
    }
}
