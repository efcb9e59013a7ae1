package dev.natsmesh.deployment.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.invoke.Invoker;
import jakarta.inject.Singleton;

import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

import dev.natsmesh.deployment.MeshModelBuildItem;
import dev.natsmesh.deployment.model.Contract;
import dev.natsmesh.deployment.model.ContractMethod;
import dev.natsmesh.deployment.model.Fingerprints;
import dev.natsmesh.deployment.model.MeshNames;
import dev.natsmesh.deployment.model.QueueGroups;
import dev.natsmesh.deployment.model.ServiceBean;
import dev.natsmesh.runtime.MeshRecorder;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.server.ExecutionModel;
import dev.natsmesh.runtime.server.ServiceCatalog;
import dev.natsmesh.runtime.server.ServiceDefinition;
import dev.natsmesh.runtime.server.ServiceEndpoint;
import io.quarkus.arc.deployment.BeanDefiningAnnotationBuildItem;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.arc.deployment.InvokerFactoryBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.processor.BeanInfo;
import io.quarkus.arc.processor.BuiltinScope;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.execannotations.ExecutionModelAnnotationsAllowedBuildItem;
import io.quarkus.deployment.recording.RecorderContext;
import io.quarkus.runtime.RuntimeValue;

class ServiceProcessor {

    @BuildStep
    BeanDefiningAnnotationBuildItem serviceIsABean() {
        return new BeanDefiningAnnotationBuildItem(MeshNames.NATS_SERVICE, BuiltinScope.APPLICATION.getName(), false);
    }

    @BuildStep
    ExecutionModelAnnotationsAllowedBuildItem servicesChooseTheirThreads() {
        return new ExecutionModelAnnotationsAllowedBuildItem(
                method -> method.declaringClass().hasDeclaredAnnotation(MeshNames.NATS_SERVICE));
    }

    @BuildStep
    @Record(ExecutionTime.STATIC_INIT)
    void catalog(MeshModelBuildItem mesh, BeanDiscoveryFinishedBuildItem beans, InvokerFactoryBuildItem invokers,
            CombinedIndexBuildItem index, MeshRecorder recorder, RecorderContext context,
            BuildProducer<SyntheticBeanBuildItem> syntheticBeans) {
        if (mesh.model().isEmpty()) {
            return;
        }
        EndpointRecording recording = new EndpointRecording(invokers, index.getIndex(),
                new Fingerprints(index.getComputingIndex()), recorder, context);
        Map<String, ServiceBean> described = new LinkedHashMap<>();
        Map<String, List<RuntimeValue<ServiceEndpoint>>> endpoints = new LinkedHashMap<>();
        for (ServiceBean service : mesh.model().services()) {
            BeanInfo bean = beans.beanStream().classBeans().filter(b -> b.getBeanClass().equals(service.type().name()))
                    .firstResult().orElseThrow();
            for (Contract contract : service.contracts()) {
                described.putIfAbsent(contract.service(), service);
                endpoints.computeIfAbsent(contract.service(), name -> new ArrayList<>())
                        .addAll(recording.record(bean, service, contract));
            }
        }
        List<RuntimeValue<ServiceDefinition>> services = new ArrayList<>();
        described.forEach((name, service) -> services
                .add(recorder.service(name, service.version(), service.description(), endpoints.get(name))));
        syntheticBeans.produce(SyntheticBeanBuildItem.configure(ServiceCatalog.class).scope(Singleton.class)
                .runtimeValue(recorder.catalog(services)).done());
    }

    /** Records the endpoints of one bean after the other. */
    private record EndpointRecording(InvokerFactoryBuildItem invokers, IndexView index, Fingerprints fingerprints,
            MeshRecorder recorder, RecorderContext context) {

        List<RuntimeValue<ServiceEndpoint>> record(BeanInfo bean, ServiceBean service, Contract contract) {
            List<Operation> operations = contract.operations();
            List<RuntimeValue<ServiceEndpoint>> endpoints = new ArrayList<>();
            for (int i = 0; i < operations.size(); i++) {
                ContractMethod method = contract.methods().get(i);
                MethodInfo implementation = service.implementation(method.info(), index);
                RuntimeValue<Invoker<Object, Object>> invoker = context
                        .newInstance(invokers.createInvoker(bean, BeanMethods.of(bean, implementation)).build().getClassName());
                ExecutionModel execution = ExecutionModels.of(implementation, method);
                endpoints.add(recorder.endpoint(operations.get(i), fingerprints.of(contract, method), execution,
                        execution == ExecutionModel.WORKER && !method.shape().isAsynchronous(),
                        QueueGroups.of(service, implementation, contract, method), invoker,
                        bean.getIdentifier()));
            }
            return endpoints;
        }
    }
}
