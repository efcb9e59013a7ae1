package dev.natsmesh.deployment;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.inject.spi.DeploymentException;

import org.jboss.jandex.DotName;

import dev.natsmesh.deployment.model.CodecNames;
import dev.natsmesh.deployment.model.MeshModel;
import dev.natsmesh.deployment.model.MeshScanner;
import dev.natsmesh.deployment.model.MeshValidator;
import dev.natsmesh.runtime.MeshBeans;
import dev.natsmesh.runtime.MeshLifecycle;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.arc.processor.BeanInfo;
import io.quarkus.bootstrap.classloading.QuarkusClassLoader;
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
    ScannedMeshBuildItem scan(CombinedIndexBuildItem index, ApplicationInfoBuildItem application) {
        return new ScannedMeshBuildItem(new MeshScanner(index.getIndex(), application.getVersion()).scan());
    }

    /** Classes for one contract may exclude each other, so services are validated once it is known which of them are beans. */
    @BuildStep
    MeshModelBuildItem validate(ScannedMeshBuildItem scanned, BeanDiscoveryFinishedBuildItem discovered,
            CombinedIndexBuildItem index) {
        Set<DotName> beans = discovered.beanStream().classBeans().stream().map(BeanInfo::getBeanClass)
                .collect(Collectors.toSet());
        MeshModel model = scanned.model().withBeans(beans::contains);
        List<String> problems = new MeshValidator(model, index.getIndex(), index.getComputingIndex(),
                QuarkusClassLoader.isClassPresentAtRuntime(CodecNames.CBOR_FACTORY)).validate();
        if (!problems.isEmpty()) {
            throw new DeploymentException("%s in contracts, services and subscribers of the NATS mesh:\n  - %s"
                    .formatted(problems.size() == 1 ? "A mistake" : problems.size() + " mistakes",
                            String.join("\n  - ", problems)));
        }
        return new MeshModelBuildItem(model);
    }

    /** An application with neither contract, service nor subscriber has no connection. */
    @BuildStep
    void beans(ScannedMeshBuildItem mesh, BuildProducer<AdditionalBeanBuildItem> beans) {
        if (!mesh.isEmpty()) {
            beans.produce(AdditionalBeanBuildItem.builder().setUnremovable()
                    .addBeanClasses(MeshBeans.class, MeshLifecycle.class).build());
        }
    }
}
