package dev.natsmesh.benchmarks.mesh.service;

import jakarta.enterprise.event.Observes;

import dev.natsmesh.NatsService;
import dev.natsmesh.benchmarks.driver.MeasuredProcess;
import dev.natsmesh.benchmarks.mesh.Many100Answers;
import io.quarkus.runtime.StartupEvent;

/** Answers on the event loop. */
@NatsService(version = "1.0.0")
public class Many100Desk extends Many100Answers {

    void onStart(@Observes StartupEvent start) {
        MeasuredProcess.service().started();
    }
}
