package dev.natsmesh.deployment.protobuf;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

import dev.natsmesh.deployment.MeshModelBuildItem;
import dev.natsmesh.deployment.ScannedMeshBuildItem;
import dev.natsmesh.deployment.model.ProtobufTypes;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.bootstrap.classloading.QuarkusClassLoader;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.RuntimeInitializedClassBuildItem;

class ProtobufProcessor {

    static final class ProtobufPresent implements BooleanSupplier {

        @Override
        public boolean getAsBoolean() {
            return QuarkusClassLoader.isClassPresentAtRuntime("com.google.protobuf.MessageLite");
        }
    }

    /** By name: the class can't be loaded where protobuf is missing. */
    @BuildStep(onlyIf = ProtobufPresent.class)
    void format(ScannedMeshBuildItem mesh, BuildProducer<AdditionalBeanBuildItem> beans) {
        if (!mesh.isEmpty()) {
            beans.produce(AdditionalBeanBuildItem.unremovableOf("dev.natsmesh.runtime.protobuf.ProtobufFormat"));
        }
    }

    /** A message's default instance is asked for by reflection, once, and its descriptor reads fields by their getters. */
    @BuildStep(onlyIf = ProtobufPresent.class)
    void messages(MeshModelBuildItem mesh, CombinedIndexBuildItem index, BuildProducer<ReflectiveClassBuildItem> classes,
            BuildProducer<RuntimeInitializedClassBuildItem> initializedLater) {
        ProtobufTypes protobuf = new ProtobufTypes(index.getComputingIndex());
        Set<String> names = new TreeSet<>();
        mesh.model().bodyTypes().filter(protobuf::isMessage)
                .forEach(message -> protobuf.classesOf(message).forEach(name -> names.add(name.toString())));
        if (!names.isEmpty()) {
            classes.produce(ReflectiveClassBuildItem.builder(names.toArray(String[]::new)).methods().fields()
                    .reason("messages of contracts").build());
            initializedLater.produce(new RuntimeInitializedClassBuildItem("com.google.protobuf.UnsafeUtil"));
            initializedLater.produce(new RuntimeInitializedClassBuildItem("com.google.protobuf.JavaFeaturesProto"));
        }
    }
}
