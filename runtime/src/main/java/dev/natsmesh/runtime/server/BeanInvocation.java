package dev.natsmesh.runtime.server;

import jakarta.enterprise.invoke.Invoker;

import dev.natsmesh.MessageFormatException;
import dev.natsmesh.ServiceException;
import dev.natsmesh.runtime.call.Arguments;
import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Cancellable;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Stage;
import dev.natsmesh.runtime.call.Validation;
import dev.natsmesh.runtime.codec.BodyCodec;
import dev.natsmesh.runtime.codec.ErrorCodec;
import dev.natsmesh.runtime.codec.MessageBodies;
import dev.natsmesh.runtime.codec.OperationCodec;
import dev.natsmesh.runtime.codec.RefusedBodyException;

/**
 * The last stage of the service's side: decodes the arguments, runs the bean's method where it wants to run, and encodes the
 * result.
 */
final class BeanInvocation implements Stage {

    private final Invoker<Object, Object> invoker;
    private final Object bean;
    private final Arguments arguments;
    private final OperationCodec codec;
    private final BodyCodec reply;
    private final ExecutionModel execution;

    BeanInvocation(ServiceEndpoint endpoint, OperationCodec codec, Validation validation) {
        this.invoker = endpoint.invoker();
        this.bean = endpoint.bean().get();
        this.arguments = Arguments.of(endpoint.operation());
        this.codec = codec;
        this.reply = CheckedResults.of(codec.reply(), validation.of(endpoint.operation(), bean));
        this.execution = endpoint.execution();
    }

    @Override
    public void handle(Call call, Completion completion) {
        Object[] values;
        try {
            byte[] body = (byte[]) call.payload();
            Object decoded = MessageBodies.isPlain(call.headers(), body)
                    ? codec.request().decode(body)
                    : codec.bodies().decode(codec.request(), call.headers(), body);
            values = arguments.complete(decoded, place -> null);
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
        execution.run(ending -> {
            Cancellable running = BeanResult.await(invoker.invoke(bean, values), reply, ending);
            if (running != null) {
                call.running(running);
            }
        }, completion);
    }
}
