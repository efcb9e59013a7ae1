package dev.natsmesh.runtime.server;

import jakarta.enterprise.invoke.Invoker;

import dev.natsmesh.MessageFormatException;
import dev.natsmesh.ServiceException;
import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Stage;
import dev.natsmesh.runtime.call.SubjectTemplate;
import dev.natsmesh.runtime.codec.ContentType;
import dev.natsmesh.runtime.codec.ErrorCodec;
import dev.natsmesh.runtime.codec.OperationCodec;

/**
 * The last stage of the service's side: decodes the arguments, runs the bean's method where it wants to run, and encodes the
 * result.
 */
final class BeanInvocation implements Stage {

    private final Invoker<Object, Object> invoker;
    private final Object bean;
    private final String nameOfBody;
    private final ReceivedArguments arguments;
    private final OperationCodec codec;
    private final ExecutionModel execution;

    BeanInvocation(ServiceEndpoint endpoint, SubjectTemplate subjects, OperationCodec codec) {
        this.invoker = endpoint.invoker();
        this.bean = endpoint.bean().get();
        this.nameOfBody = endpoint.operation().nameOfBody();
        this.arguments = new ReceivedArguments(endpoint.operation(), subjects);
        this.codec = codec;
        this.execution = endpoint.execution();
    }

    @Override
    public void handle(Call call, Completion completion) {
        ContentType wanted = codec.request().contentType();
        if (!wanted.takes(call.headers())) {
            completion.failure(new ServiceException(ErrorCodec.UNSUPPORTED,
                    wanted.refusal(nameOfBody, call.headers())));
            return;
        }
        Object[] values;
        try {
            values = arguments.of((ReceivedCall) call, codec.request().decode((byte[]) call.payload()));
        } catch (MessageFormatException e) {
            completion.failure(new ServiceException(ErrorCodec.BAD_REQUEST, e.getMessage()));
            return;
        } catch (Throwable e) {
            completion.failure(e);
            return;
        }
        execution.run(ending -> BeanResult.await(invoker.invoke(bean, values), call, codec.reply(), ending), completion);
    }
}
