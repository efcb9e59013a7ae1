package dev.natsmesh.deployment.devui;

import dev.natsmesh.deployment.ScannedMeshBuildItem;
import dev.natsmesh.runtime.MeshOperations;
import dev.natsmesh.runtime.devui.MeshJsonRpcService;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.deployment.IsDevelopment;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.devui.spi.JsonRPCProvidersBuildItem;
import io.quarkus.devui.spi.page.CardPageBuildItem;
import io.quarkus.devui.spi.page.Page;

/** In development mode, where the application has Quarkus' HTTP server. Nobody consumes it elsewhere. */
@BuildSteps(onlyIf = IsDevelopment.class)
class DevUiProcessor {

    @BuildStep
    void card(ScannedMeshBuildItem mesh, BuildProducer<CardPageBuildItem> cards,
            BuildProducer<AdditionalBeanBuildItem> beans) {
        if (!mesh.isEmpty()) {
            beans.produce(AdditionalBeanBuildItem.unremovableOf(MeshOperations.class));
            CardPageBuildItem card = new CardPageBuildItem();
            card.addPage(Page.webComponentPageBuilder().title("This instance").icon("font-awesome-solid:circle-nodes")
                    .componentLink("qwc-nats-mesh-instance.js"));
            cards.produce(card);
        }
    }

    /** The Dev UI indexes them, so they can't depend on what is in the index. Without the card nobody calls them. */
    @BuildStep
    JsonRPCProvidersBuildItem methods() {
        return new JsonRPCProvidersBuildItem(MeshJsonRpcService.class);
    }
}
