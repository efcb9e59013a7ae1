package dev.natsmesh.deployment.devservices;

import dev.natsmesh.NatsClient;

@NatsClient("greeter")
public interface Greeter {

    String greet(String name);
}
