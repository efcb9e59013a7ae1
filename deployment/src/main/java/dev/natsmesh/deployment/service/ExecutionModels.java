package dev.natsmesh.deployment.service;

import java.util.Map;

import org.jboss.jandex.DotName;
import org.jboss.jandex.MethodInfo;

import dev.natsmesh.deployment.model.ContractMethod;
import dev.natsmesh.runtime.server.ExecutionModel;

/** Decides where a service's method runs, by the same rules as Quarkus REST. */
final class ExecutionModels {

    private static final Map<DotName, ExecutionModel> ANNOTATIONS = Map.of(
            DotName.createSimple("io.smallrye.common.annotation.RunOnVirtualThread"), ExecutionModel.VIRTUAL_THREAD,
            DotName.createSimple("io.smallrye.common.annotation.Blocking"), ExecutionModel.WORKER,
            DotName.createSimple("io.smallrye.common.annotation.NonBlocking"), ExecutionModel.EVENT_LOOP);
    private static final DotName TRANSACTIONAL = DotName.createSimple("jakarta.transaction.Transactional");

    private ExecutionModels() {
    }

    /** The method's annotation comes before its class', and that before what the return type suggests. */
    static ExecutionModel of(MethodInfo implementation, ContractMethod method) {
        for (var annotation : ANNOTATIONS.entrySet()) {
            if (implementation.hasDeclaredAnnotation(annotation.getKey())) {
                return annotation.getValue();
            }
        }
        for (var annotation : ANNOTATIONS.entrySet()) {
            if (implementation.declaringClass().hasDeclaredAnnotation(annotation.getKey())) {
                return annotation.getValue();
            }
        }
        boolean transactional = implementation.hasDeclaredAnnotation(TRANSACTIONAL)
                || implementation.declaringClass().hasDeclaredAnnotation(TRANSACTIONAL);
        return method.shape().isAsynchronous() && !transactional ? ExecutionModel.EVENT_LOOP : ExecutionModel.WORKER;
    }
}
