package dev.natsmesh.deployment;

import dev.natsmesh.deployment.model.MeshModel;
import io.quarkus.builder.item.SimpleBuildItem;

/**
 * The contracts and services that the index has, not validated, services included that turn out to be no beans. Produced by
 * {@link MeshProcessor}, consumed by what must be known before beans are: whether there is a mesh at all.
 */
public final class ScannedMeshBuildItem extends SimpleBuildItem {

    private final MeshModel model;

    ScannedMeshBuildItem(MeshModel model) {
        this.model = model;
    }

    MeshModel model() {
        return model;
    }

    /** Whether there is neither contract nor service. */
    public boolean isEmpty() {
        return model.isEmpty();
    }
}
