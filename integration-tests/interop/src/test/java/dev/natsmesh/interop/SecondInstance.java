package dev.natsmesh.interop;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;

import dev.natsmesh.runtime.server.ServiceCatalog;
import dev.natsmesh.runtime.server.ServiceServer;

/** The service of prices once more, from the first use on. */
@ApplicationScoped
class SecondInstance {

    private static final String ID = "second";

    private final ServiceServer server;
    private final ServiceCatalog catalog;

    SecondInstance(ServiceServer server, ServiceCatalog catalog) {
        this.server = server;
        this.catalog = catalog;
    }

    @PostConstruct
    void serve() {
        server.serve(catalog.services().stream().filter(service -> service.name().equals("pricing")).findFirst().orElseThrow(),
                ID, false);
    }

    String id() {
        return ID;
    }
}
