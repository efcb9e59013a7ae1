package dev.natsmesh.runtime;

import java.util.List;
import java.util.function.Function;

import jakarta.enterprise.invoke.Invoker;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.client.ClientChain;
import dev.natsmesh.runtime.client.ClientStub;
import dev.natsmesh.runtime.discovery.ContractChecks;
import dev.natsmesh.runtime.discovery.ContractFingerprint;
import dev.natsmesh.runtime.discovery.Fingerprint;
import dev.natsmesh.runtime.resilience.ContractAnnotations;
import dev.natsmesh.runtime.resilience.Guarding;
import dev.natsmesh.runtime.server.ExecutionModel;
import dev.natsmesh.runtime.server.ServiceCatalog;
import dev.natsmesh.runtime.server.ServiceDefinition;
import dev.natsmesh.runtime.server.ServiceEndpoint;
import dev.natsmesh.runtime.server.Subscriber;
import dev.natsmesh.runtime.server.SubscriberCatalog;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.arc.SyntheticCreationalContext;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;

/** Turns what the build knows into values of the running application. */
@Recorder
public class MeshRecorder {

    /** Creates a contract's stub: the generated class bound to the caller's side. */
    public Function<SyntheticCreationalContext<Object>, Object> stub(RuntimeValue<ClientStub> generated,
            List<Operation> operations, ContractFingerprint fingerprint) {
        return context -> bound(generated, operations, fingerprint, context, Guarding.NONE);
    }

    /** The same with the bean's interceptors around it. */
    public Function<SyntheticCreationalContext<Object>, Object> interceptedStub(RuntimeValue<ClientStub> generated,
            List<Operation> operations, ContractFingerprint fingerprint) {
        return context -> context.<Object>getInterceptionProxy()
                .create(bound(generated, operations, fingerprint, context, Guarding.NONE));
    }

    /** The same with fault tolerance as a part of the caller's side, and no interceptors. */
    public Function<SyntheticCreationalContext<Object>, Object> guardedStub(RuntimeValue<ClientStub> generated,
            List<Operation> operations, ContractFingerprint fingerprint, Class<?> contract) {
        return context -> bound(generated, operations, fingerprint, context,
                context.getInjectedReference(ContractAnnotations.class).of(contract));
    }

    private static ClientStub bound(RuntimeValue<ClientStub> generated, List<Operation> operations,
            ContractFingerprint fingerprint, SyntheticCreationalContext<Object> context, Guarding guarding) {
        ClientStub stub = generated.getValue();
        stub.bind(context.getInjectedReference(ClientChain.class).calls(operations, guarding));
        context.getInjectedReference(ContractChecks.class).watch(fingerprint);
        return stub;
    }

    public RuntimeValue<ServiceEndpoint> endpoint(Operation operation, Fingerprint fingerprint, ExecutionModel execution,
            boolean holdsWorker, String queueGroup, RuntimeValue<Invoker<Object, Object>> invoker, String beanIdentifier) {
        return new RuntimeValue<>(
                new ServiceEndpoint(operation, fingerprint, execution, holdsWorker, queueGroup, invoker.getValue(), () -> {
                    ArcContainer container = Arc.container();
                    return container.instance(container.bean(beanIdentifier)).get();
                }));
    }

    public RuntimeValue<ServiceDefinition> service(String name, String version, String description,
            List<RuntimeValue<ServiceEndpoint>> endpoints) {
        return new RuntimeValue<>(new ServiceDefinition(name, version, description,
                endpoints.stream().map(RuntimeValue::getValue).toList()));
    }

    public RuntimeValue<Subscriber> subscriber(RuntimeValue<ServiceEndpoint> method, boolean broadcast) {
        return new RuntimeValue<>(new Subscriber(method.getValue(), broadcast));
    }

    public RuntimeValue<SubscriberCatalog> subscribers(List<RuntimeValue<Subscriber>> subscribers) {
        return new RuntimeValue<>(new SubscriberCatalog(subscribers.stream().map(RuntimeValue::getValue).toList()));
    }

    public RuntimeValue<ServiceCatalog> catalog(List<RuntimeValue<ServiceDefinition>> services) {
        return new RuntimeValue<>(new ServiceCatalog(services.stream().map(RuntimeValue::getValue).toList()));
    }
}
