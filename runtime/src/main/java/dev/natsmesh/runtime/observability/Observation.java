package dev.natsmesh.runtime.observability;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Stage;

/** One way of watching calls and events: a stage around the others on either side. */
public interface Observation {

    Stage ofClient(Operation operation, Stage next);

    Stage ofService(Operation operation, Stage next);

    Stage ofPublisher(Operation operation, Stage next);

    Stage ofSubscriber(Operation operation, Stage next);
}
