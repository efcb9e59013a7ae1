package dev.natsmesh.deployment.client;

import java.util.List;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Singleton;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassType;
import org.jboss.jandex.DotName;

import dev.natsmesh.NatsClient;
import dev.natsmesh.deployment.MeshModelBuildItem;
import dev.natsmesh.deployment.model.Contract;
import dev.natsmesh.deployment.model.Fingerprints;
import dev.natsmesh.deployment.model.MeshNames;
import dev.natsmesh.runtime.MeshRecorder;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.client.ClientCatalog;
import dev.natsmesh.runtime.client.ClientChain;
import dev.natsmesh.runtime.client.ClientStub;
import dev.natsmesh.runtime.discovery.ContractChecks;
import dev.natsmesh.runtime.discovery.ContractFingerprint;
import dev.natsmesh.runtime.resilience.ContractGuards;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.AutoInjectAnnotationBuildItem;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.arc.deployment.InterceptorResolverBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.deployment.TransformedAnnotationsBuildItem;
import io.quarkus.deployment.GeneratedClassGizmo2Adaptor;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.GeneratedClassBuildItem;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.recording.RecorderContext;
import io.quarkus.runtime.RuntimeValue;

class ClientProcessor {

    private static final DotName DEFAULT = DotName.createSimple(Default.class);

    @BuildStep
    AutoInjectAnnotationBuildItem injectWithoutInject() {
        return new AutoInjectAnnotationBuildItem(MeshNames.NATS_CLIENT);
    }

    /** Stubs have the qualifier also where no injection point names it, and ArC must know it then too. */
    @BuildStep
    AdditionalBeanBuildItem qualifier() {
        return new AdditionalBeanBuildItem(NatsClient.class, ContractGuards.class);
    }

    @BuildStep
    void generate(MeshModelBuildItem mesh, BuildProducer<GeneratedClassBuildItem> classes,
            BuildProducer<GeneratedResourceBuildItem> resources) {
        StubGenerator generator = new StubGenerator(new GeneratedClassGizmo2Adaptor(classes, resources, true));
        mesh.model().contracts().forEach(generator::generate);
    }

    /**
     * A stub is a default bean: where the application has another bean of the contract's type, plain injection gives that one, and
     * only the qualifier gives the stub. It is application scoped so that tests can replace it with a mock.
     */
    @BuildStep
    @Record(ExecutionTime.STATIC_INIT)
    void beans(MeshModelBuildItem mesh, InterceptorResolverBuildItem interceptors, CombinedIndexBuildItem index,
            TransformedAnnotationsBuildItem annotations, MeshRecorder recorder, RecorderContext context,
            BuildProducer<SyntheticBeanBuildItem> beans,
            BuildProducer<ReflectiveClassBuildItem> reflection) {
        GuardedContracts guarded = new GuardedContracts(interceptors.getInterceptorBindings(), index.getComputingIndex());
        Fingerprints fingerprints = new Fingerprints(index.getComputingIndex());
        AttemptsOfOneCall.check(mesh.model().contracts(), contract -> guarded.isIntercepted(contract, annotations));
        for (Contract contract : mesh.model().contracts()) {
            ContractFingerprint fingerprint = fingerprints.of(contract);
            RuntimeValue<ClientStub> stub = context.newInstance(StubGenerator.stubName(contract));
            SyntheticBeanBuildItem.ExtendedBeanConfigurator bean = SyntheticBeanBuildItem.configure(contract.type().name())
                    .scope(ApplicationScoped.class)
                    .addQualifier(DEFAULT)
                    .addQualifier(AnnotationInstance.builder(MeshNames.NATS_CLIENT).build())
                    .defaultBean()
                    .unremovable()
                    .addInjectionPoint(ClassType.create(ClientChain.class))
                    .addInjectionPoint(ClassType.create(ContractChecks.class))
                    .addInjectionPoint(ClassType.create(ContractGuards.class));
            boolean intercepted = guarded.isIntercepted(contract, annotations);
            Class<?> annotated = null;
            if (guarded.isAnnotated(contract)) {
                String name = contract.type().name().toString();
                reflection.produce(ReflectiveClassBuildItem.builder(name).methods().reason("fault tolerance").build());
                annotated = context.classProxy(name);
            }
            if (intercepted) {
                bean.injectInterceptionProxy();
            }
            bean.createWith(recorder.stub(stub, contract.operations(), fingerprint, annotated, intercepted,
                    GuardedContracts.blockingMethods(contract)));
            beans.produce(bean.done());
        }
    }

    /** Says at the start whose further attempts are not known as such. */
    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    void uncountedRetries(MeshModelBuildItem mesh, InterceptorResolverBuildItem interceptors, CombinedIndexBuildItem index,
            TransformedAnnotationsBuildItem annotations, MeshRecorder recorder) {
        GuardedContracts guarded = new GuardedContracts(interceptors.getInterceptorBindings(), index.getComputingIndex());
        List<String> contracts = mesh.model().contracts().stream()
                .filter(contract -> guarded.isRetriedByInterceptor(contract, annotations))
                .map(contract -> contract.type().name().toString()).sorted().toList();
        if (!contracts.isEmpty()) {
            recorder.tellOfUncountedRetries(contracts);
        }
    }

    /** What the application can call, for those who look at all of it. */
    @BuildStep
    @Record(ExecutionTime.STATIC_INIT)
    void catalog(MeshModelBuildItem mesh, BeanDiscoveryFinishedBuildItem discovery, MeshRecorder recorder,
            BuildProducer<SyntheticBeanBuildItem> beans) {
        if (!mesh.model().isEmpty()) {
            InjectedContracts injected = new InjectedContracts(mesh.model(), discovery.getInjectionPoints());
            beans.produce(SyntheticBeanBuildItem.configure(ClientCatalog.class).scope(Singleton.class)
                    .runtimeValue(recorder.clientCatalog(operations(mesh, contract -> true),
                            operations(mesh, injected::contains)))
                    .done());
        }
    }

    private static List<Operation> operations(MeshModelBuildItem mesh, Predicate<Contract> chosen) {
        return mesh.model().contracts().stream().filter(chosen).flatMap(contract -> contract.operations().stream()).toList();
    }
}
