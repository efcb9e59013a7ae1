package dev.natsmesh.deployment.service;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.invoke.Invoker;
import jakarta.inject.Singleton;

import dev.natsmesh.deployment.MeshModelBuildItem;
import dev.natsmesh.deployment.model.EventMethod;
import dev.natsmesh.deployment.model.MeshNames;
import dev.natsmesh.runtime.MeshRecorder;
import dev.natsmesh.runtime.server.Subscriber;
import dev.natsmesh.runtime.server.SubscriberCatalog;
import io.quarkus.arc.deployment.AutoAddScopeBuildItem;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.arc.deployment.InvokerFactoryBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.deployment.UnremovableBeanBuildItem;
import io.quarkus.arc.processor.BeanInfo;
import io.quarkus.arc.processor.BuiltinScope;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.execannotations.ExecutionModelAnnotationsAllowedBuildItem;
import io.quarkus.deployment.recording.RecorderContext;
import io.quarkus.runtime.RuntimeValue;

class SubscriberProcessor {

    @BuildStep
    AutoAddScopeBuildItem subscriberIsABean() {
        return AutoAddScopeBuildItem.builder().containsAnnotations(MeshNames.SUBSCRIBE)
                .defaultScope(BuiltinScope.APPLICATION).reason("it has methods with @Subscribe").build();
    }

    @BuildStep
    UnremovableBeanBuildItem subscribersAreUsed() {
        return UnremovableBeanBuildItem.beanClassAnnotation(MeshNames.SUBSCRIBE);
    }

    @BuildStep
    ExecutionModelAnnotationsAllowedBuildItem subscribersChooseTheirThreads() {
        return new ExecutionModelAnnotationsAllowedBuildItem(
                method -> method.hasDeclaredAnnotation(MeshNames.SUBSCRIBE));
    }

    @BuildStep
    @Record(ExecutionTime.STATIC_INIT)
    void catalog(MeshModelBuildItem mesh, BeanDiscoveryFinishedBuildItem beans, InvokerFactoryBuildItem invokers,
            MeshRecorder recorder, RecorderContext context, BuildProducer<SyntheticBeanBuildItem> syntheticBeans) {
        if (mesh.model().isEmpty()) {
            return;
        }
        List<RuntimeValue<Subscriber>> subscribers = new ArrayList<>();
        for (EventMethod subscriber : mesh.model().subscribers()) {
            BeanInfo bean = beans.beanStream().classBeans().filter(b -> b.getBeanClass().equals(subscriber.type().name()))
                    .firstResult().orElseThrow();
            RuntimeValue<Invoker<Object, Object>> invoker = context
                    .newInstance(invokers.createInvoker(bean, BeanMethods.of(bean, subscriber.method().info())).build()
                            .getClassName());
            subscribers.add(recorder.subscriber(recorder.endpoint(subscriber.operation(), null,
                    ExecutionModels.of(subscriber.method().info(), subscriber.method()), false, null, invoker,
                    bean.getIdentifier()),
                    subscriber.broadcast()));
        }
        syntheticBeans.produce(SyntheticBeanBuildItem.configure(SubscriberCatalog.class).scope(Singleton.class)
                .runtimeValue(recorder.subscribers(subscribers)).done());
    }
}
