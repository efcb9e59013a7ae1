package dev.natsmesh.benchmarks.mesh.service;

import jakarta.enterprise.event.Observes;

import dev.natsmesh.NatsService;
import dev.natsmesh.benchmarks.driver.MeasuredProcess;
import dev.natsmesh.benchmarks.mesh.Many1000Answers;
import io.quarkus.runtime.StartupEvent;

/** Answers on the event loop. */
@NatsService(version = "1.0.0")
public class Many1000Desk extends Many1000Answers {

    void onStart(@Observes StartupEvent start) {
        MeasuredProcess.service().started();
    }
}
