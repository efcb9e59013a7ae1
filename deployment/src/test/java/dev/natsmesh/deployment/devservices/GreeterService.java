package dev.natsmesh.deployment.devservices;

import dev.natsmesh.NatsService;

@NatsService
public class GreeterService implements Greeter {

    @Override
    public String greet(String name) {
        return "Hello, " + name;
    }
}
