package dev.natsmesh.deployment;

import dev.natsmesh.deployment.model.MeshModel;
import io.quarkus.builder.item.SimpleBuildItem;

/**
 * The application's contracts and services, validated. Produced by {@link MeshProcessor}, consumed by every concern that needs
 * more than {@link ScannedMeshBuildItem}.
 */
public final class MeshModelBuildItem extends SimpleBuildItem {

    private final MeshModel model;

    MeshModelBuildItem(MeshModel model) {
        this.model = model;
    }

    public MeshModel model() {
        return model;
    }
}
