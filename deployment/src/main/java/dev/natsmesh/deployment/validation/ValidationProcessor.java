package dev.natsmesh.deployment.validation;

import java.util.stream.Stream;

import org.jboss.jandex.DotName;

import dev.natsmesh.deployment.MeshModelBuildItem;
import dev.natsmesh.deployment.ScannedMeshBuildItem;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;

class ValidationProcessor {

    /** By name: the classes can't be loaded where Bean Validation is missing. */
    private static final String RUNTIME = "dev.natsmesh.runtime.validation.";

    @BuildStep
    void beans(ScannedMeshBuildItem mesh, Capabilities capabilities, BuildProducer<AdditionalBeanBuildItem> beans) {
        if (!mesh.isEmpty() && capabilities.isPresent(Capability.HIBERNATE_VALIDATOR)) {
            beans.produce(AdditionalBeanBuildItem.builder().setUnremovable()
                    .addBeanClasses(RUNTIME + "BrokenConstraints", RUNTIME + "DeclaredConstraints", RUNTIME + "UniValues",
                            RUNTIME + "StageValues", RUNTIME + "MultiValues", RUNTIME + "ResponseValues")
                    .build());
        }
    }

    /** The validator is asked by the contract's method, which is looked up when the application starts. */
    @BuildStep
    void contractMethods(MeshModelBuildItem mesh, Capabilities capabilities, BuildProducer<ReflectiveClassBuildItem> classes) {
        if (capabilities.isPresent(Capability.HIBERNATE_VALIDATOR)) {
            mesh.model().contracts().stream()
                    .flatMap(contract -> Stream.concat(Stream.of(contract.type()),
                            contract.methods().stream().map(method -> method.info().declaringClass())))
                    .map(type -> type.name()).distinct().map(DotName::toString)
                    .forEach(type -> classes.produce(
                            ReflectiveClassBuildItem.builder(type).constructors(false).methods().reason("NATS mesh").build()));
        }
    }
}
