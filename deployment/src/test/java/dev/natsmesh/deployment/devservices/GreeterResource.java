package dev.natsmesh.deployment.devservices;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.natsmesh.NatsClient;

@Path("/")
public class GreeterResource {

    @NatsClient
    Greeter greeter;

    @ConfigProperty(name = "quarkus.nats.servers")
    String servers;

    @GET
    @Path("greet/{name}")
    public String greet(@PathParam("name") String name) {
        return greeter.greet(name);
    }

    @GET
    @Path("servers")
    public String servers() {
        return servers;
    }
}
