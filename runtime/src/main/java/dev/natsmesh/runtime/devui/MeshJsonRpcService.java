package dev.natsmesh.runtime.devui;

import jakarta.enterprise.inject.Instance;

import dev.natsmesh.runtime.MeshOperations;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.json.JsonObject;

/** The methods of the Dev UI's page. The class is a bean also of an application that isn't in the mesh, where nobody calls them. */
public class MeshJsonRpcService {

    private final Instance<MeshOperations> mesh;

    MeshJsonRpcService(Instance<MeshOperations> mesh) {
        this.mesh = mesh;
    }

    @NonBlocking
    public JsonObject report() {
        return mesh.get().report();
    }

    @NonBlocking
    public JsonObject drain() {
        return mesh.get().drain(mesh.get().drainTimeout(), "the Dev UI");
    }
}
