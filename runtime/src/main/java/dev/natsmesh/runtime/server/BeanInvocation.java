package dev.natsmesh.runtime.server;

import java.util.concurrent.CancellationException;

import jakarta.enterprise.invoke.Invoker;

import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Cancellable;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Stage;
import dev.natsmesh.runtime.call.SubjectTemplate;
import dev.natsmesh.runtime.call.Validation;
import dev.natsmesh.runtime.codec.OperationCodec;
import io.smallrye.mutiny.Multi;

/**
 * The last stage of the service's side: decodes the arguments, runs the bean's method where it wants to run, and encodes the
 * result.
 */
final class BeanInvocation implements Stage {

    private final Invoker<Object, Object> invoker;
    private final Object bean;
    private final ReceivedArguments arguments;
    private final Results results;
    private final ExecutionModel execution;
    /** Whether the method returns a {@code Multi} of which one item is asked for. */
    private final boolean gathered;

    BeanInvocation(ServiceEndpoint endpoint, SubjectTemplate subjects, OperationCodec codec, Validation validation) {
        this.invoker = endpoint.invoker();
        this.bean = endpoint.bean().get();
        this.arguments = new ReceivedArguments(endpoint.operation(), subjects, codec);
        this.results = Results.of(codec, validation.of(endpoint.operation(), bean));
        this.execution = endpoint.execution();
        this.gathered = endpoint.operation().kind() == Operation.Kind.GATHER;
    }

    @Override
    public void handle(Call call, Completion completion) {
        ReceivedCall received = (ReceivedCall) call;
        Object[] values;
        try {
            values = arguments.of(received, null);
        } catch (Throwable e) {
            completion.failure(e);
            return;
        }
        execution.run(ending -> {
            if (execution != ExecutionModel.EVENT_LOOP && nobodyWaits(call, ending)) {
                return;
            }
            Cancellable running = BeanResult.await(result(values), results, received, ending);
            if (running != null) {
                call.running(running);
            }
        }, completion);
    }

    /** While a call waits for a thread, its caller may give up. @return whether that has ended the call */
    private static boolean nobodyWaits(Call call, Completion ending) {
        if (call.isCancelled()) {
            ending.failure(new CancellationException("The caller has cancelled the call"));
            return true;
        } else if (LateCalls.isLate(call)) {
            ending.failure(LateCalls.failure());
            return true;
        }
        return false;
    }

    private Object result(Object[] values) throws Throwable {
        Object result = invoker.invoke(bean, values);
        return gathered ? ((Multi<?>) result).toUni() : result;
    }
}
