package dev.natsmesh.deployment.service;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.MethodInfo;

import io.quarkus.arc.processor.BeanInfo;

/** Methods as ArC knows them. A class that is indexed twice has two descriptions, and ArC makes invokers of its own only. */
final class BeanMethods {

    private BeanMethods() {
    }

    /** The same method of the bean's class; an inherited one as it is. */
    static MethodInfo of(BeanInfo bean, MethodInfo method) {
        ClassInfo known = bean.getTarget().orElseThrow().asClass();
        MethodInfo own = known.method(method.name(), method.parameterTypes());
        return own != null && known.name().equals(method.declaringClass().name()) ? own : method;
    }
}
