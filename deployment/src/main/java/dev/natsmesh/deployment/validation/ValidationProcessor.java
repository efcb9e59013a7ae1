package dev.natsmesh.deployment.validation;

import dev.natsmesh.deployment.ScannedMeshBuildItem;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;

class ValidationProcessor {

    /** By name: the class can't be loaded where Bean Validation is missing. */
    @BuildStep
    void brokenConstraints(ScannedMeshBuildItem mesh, Capabilities capabilities,
            BuildProducer<AdditionalBeanBuildItem> beans) {
        if (!mesh.isEmpty() && capabilities.isPresent(Capability.HIBERNATE_VALIDATOR)) {
            beans.produce(AdditionalBeanBuildItem.unremovableOf("dev.natsmesh.runtime.validation.BrokenConstraints"));
        }
    }
}
