package dev.natsmesh.deployment.codec;

import org.jboss.jandex.DotName;

import dev.natsmesh.codec.BodyFormat;
import dev.natsmesh.deployment.ScannedMeshBuildItem;
import dev.natsmesh.deployment.model.CodecNames;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.AutoAddScopeBuildItem;
import io.quarkus.arc.processor.BuiltinScope;
import io.quarkus.bootstrap.classloading.QuarkusClassLoader;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;

class CodecProcessor {

    /** An application's format is a bean without a word about it. */
    @BuildStep
    AutoAddScopeBuildItem formats() {
        return AutoAddScopeBuildItem.builder().implementsInterface(DotName.createSimple(BodyFormat.class))
                .defaultScope(BuiltinScope.SINGLETON).unremovable().reason("a form of bodies").build();
    }

    /** By name: the class can't be loaded where the data format is missing. */
    @BuildStep
    void cbor(ScannedMeshBuildItem mesh, BuildProducer<AdditionalBeanBuildItem> beans) {
        if (!mesh.isEmpty() && QuarkusClassLoader.isClassPresentAtRuntime(CodecNames.CBOR_FACTORY)) {
            beans.produce(AdditionalBeanBuildItem.unremovableOf("dev.natsmesh.runtime.cbor.CborFormat"));
        }
    }
}
