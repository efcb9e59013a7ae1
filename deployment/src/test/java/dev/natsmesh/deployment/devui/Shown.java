package dev.natsmesh.deployment.devui;

import dev.natsmesh.NatsClient;

@NatsClient("shown")
public interface Shown {

    String call();
}
