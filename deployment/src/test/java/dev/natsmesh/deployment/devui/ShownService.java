package dev.natsmesh.deployment.devui;

import dev.natsmesh.NatsService;

@NatsService(version = "1.0.0")
public class ShownService implements Shown {

    @Override
    public String call() {
        return "shown";
    }
}
