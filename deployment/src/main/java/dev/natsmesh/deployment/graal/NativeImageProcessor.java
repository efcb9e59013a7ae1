package dev.natsmesh.deployment.graal;

import java.util.stream.Stream;

import org.jboss.jandex.Type;

import dev.natsmesh.deployment.MeshModelBuildItem;
import dev.natsmesh.deployment.model.Contract;
import dev.natsmesh.deployment.model.ContractMethod;
import dev.natsmesh.deployment.model.EventMethod;
import dev.natsmesh.deployment.model.ProtobufTypes;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveHierarchyBuildItem;
import io.quarkus.deployment.builditem.nativeimage.RuntimeInitializedClassBuildItem;

/** No call uses reflection, but Jackson does to read and write values, and jnats to make its socket. */
class NativeImageProcessor {

    /**
     * What Jackson reads and writes: the types of the contracts with all that they are made of, but for protobuf's, and the
     * exceptions. Also enums that travel as texts, whose constants are looked up when a contract is prepared.
     */
    @BuildStep
    void contractTypes(MeshModelBuildItem mesh, CombinedIndexBuildItem index,
            BuildProducer<ReflectiveHierarchyBuildItem> hierarchies,
            BuildProducer<ReflectiveClassBuildItem> classes) {
        ProtobufTypes protobuf = new ProtobufTypes(index.getComputingIndex());
        for (EventMethod subscriber : mesh.model().subscribers()) {
            values(subscriber.method(), protobuf, "subscriber " + subscriber, hierarchies);
        }
        for (Contract contract : mesh.model().contracts()) {
            for (ContractMethod method : contract.methods()) {
                String source = "contract " + contract.type().name();
                values(method, protobuf, source, hierarchies);
                method.info().exceptions().forEach(type -> {
                    hierarchies.produce(ReflectiveHierarchyBuildItem.builder(type).source(source).build());
                    classes.produce(ReflectiveClassBuildItem.builder(type.name().toString())
                            .constructors().methods().fields().reason(source).build());
                });
            }
        }
    }

    private static void values(ContractMethod method, ProtobufTypes protobuf, String source,
            BuildProducer<ReflectiveHierarchyBuildItem> hierarchies) {
        Stream.concat(method.bodyTypes(), method.textTypes())
                .filter(type -> type.kind() != Type.Kind.PRIMITIVE && !protobuf.isMessage(type))
                .forEach(type -> hierarchies.produce(ReflectiveHierarchyBuildItem.builder(type).source(source).build()));
    }

    /** jnats makes its data port by the class' name; Jackson reads the annotations of our mix-in. */
    @BuildStep
    ReflectiveClassBuildItem byName() {
        return ReflectiveClassBuildItem
                .builder("io.nats.client.impl.SocketDataPort", "dev.natsmesh.runtime.transport.ThreadedPort",
                        "dev.natsmesh.runtime.transport.EventLoopPort",
                        "dev.natsmesh.runtime.codec.ExceptionJson$OwnProperties")
                .constructors().methods().fields().reason("NATS mesh").build();
    }

    /** Caffeine makes caches by their classes' names. This one is strong, bounded by weight and by the time of writing. */
    @BuildStep
    ReflectiveClassBuildItem rememberedAnswers() {
        return ReflectiveClassBuildItem.builder("com.github.benmanes.caffeine.cache.SSMWW").constructors().fields()
                .reason("NATS mesh, @Deduplicate").build();
    }

    /** They hold random numbers, which must not be the same in every process. */
    @BuildStep
    void random(BuildProducer<RuntimeInitializedClassBuildItem> classes) {
        classes.produce(new RuntimeInitializedClassBuildItem("io.nats.client.NUID"));
        classes.produce(new RuntimeInitializedClassBuildItem("io.nats.client.support.RandomUtils"));
    }
}
