package dev.natsmesh.deployment;

import java.util.List;

import jakarta.enterprise.inject.spi.DeploymentException;

import dev.natsmesh.deployment.model.MeshModel;
import dev.natsmesh.deployment.model.MeshScanner;
import dev.natsmesh.deployment.model.MeshValidator;
import dev.natsmesh.runtime.MeshBeans;
import dev.natsmesh.runtime.MeshLifecycle;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.ApplicationInfoBuildItem;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;

class MeshProcessor {

    static final String FEATURE = "nats-mesh";

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem(FEATURE);
    }

    @BuildStep
    MeshModelBuildItem model(CombinedIndexBuildItem index, ApplicationInfoBuildItem application) {
        MeshModel model = new MeshScanner(index.getIndex(), application.getVersion()).scan();
        List<String> problems = new MeshValidator(model, index.getIndex()).validate();
        if (!problems.isEmpty()) {
            throw new DeploymentException("%d mistakes in contracts and services of the NATS mesh:\n  - %s"
                    .formatted(problems.size(), String.join("\n  - ", problems)));
        }
        return new MeshModelBuildItem(model);
    }

    /** An application with neither contract nor service has no connection. */
    @BuildStep
    void beans(MeshModelBuildItem mesh, BuildProducer<AdditionalBeanBuildItem> beans) {
        if (!mesh.model().isEmpty()) {
            beans.produce(AdditionalBeanBuildItem.builder().setUnremovable()
                    .addBeanClasses(MeshBeans.class, MeshLifecycle.class).build());
        }
    }
}
