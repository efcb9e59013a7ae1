package dev.natsmesh.runtime;

import java.util.List;
import java.util.Set;
import java.util.function.Function;

import jakarta.enterprise.invoke.Invoker;

import org.jboss.logging.Logger;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.client.ClientCatalog;
import dev.natsmesh.runtime.client.ClientChain;
import dev.natsmesh.runtime.client.ClientStub;
import dev.natsmesh.runtime.discovery.ContractChecks;
import dev.natsmesh.runtime.discovery.ContractFingerprint;
import dev.natsmesh.runtime.discovery.Fingerprint;
import dev.natsmesh.runtime.resilience.ContractGuards;
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

    private static final Logger LOG = Logger.getLogger(MeshRecorder.class);

    /**
     * Creates a contract's stub: the generated class bound to the caller's side.
     *
     * @param annotated the contract's interface if it has annotations of fault tolerance, else {@code null}
     * @param intercepted whether the bean's interceptors are around it, which carry out such annotations
     * @param blocking the methods whose callers wait
     */
    public Function<SyntheticCreationalContext<Object>, Object> stub(RuntimeValue<ClientStub> generated,
            List<Operation> operations, ContractFingerprint fingerprint, Class<?> annotated, boolean intercepted,
            Set<String> blocking) {
        return context -> {
            Guarding guarding = context.getInjectedReference(ContractGuards.class).of(annotated, intercepted, blocking);
            ClientStub stub = generated.getValue();
            stub.bind(context.getInjectedReference(ClientChain.class).calls(operations, guarding));
            context.getInjectedReference(ContractChecks.class).watch(fingerprint);
            return intercepted ? context.<Object>getInterceptionProxy().create(stub) : stub;
        };
    }

    /** @param contracts of which each attempt of {@code @Retry} is a call of its own here */
    public void tellOfUncountedRetries(List<String> contracts) {
        LOG.infof("An interceptor carries out @Retry of %s, since the contract has other annotations than @Timeout, @Retry,"
                + " @CircuitBreaker, @Bulkhead and @RateLimit. What it tries again is not counted in the retry budget, and does"
                + " not wait for as long as a service asks that refuses a call", String.join(", ", contracts));
    }

    public RuntimeValue<ClientCatalog> clientCatalog(List<Operation> operations, List<Operation> injected) {
        return new RuntimeValue<>(new ClientCatalog(operations, injected));
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
