package dev.natsmesh.interop;

import dev.natsmesh.NatsClient;
import dev.natsmesh.interop.Streams.Line;
import dev.natsmesh.interop.Streams.Tick;
import dev.natsmesh.interop.Streams.Totals;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Served by each {@link Peer}. */
@NatsClient("foreign")
public interface ForeignStreams {

    Multi<Tick> ticks(int count);

    Uni<Totals> upload(Multi<Line> lines);

    Multi<Line> echo(Multi<Line> lines);

    /** How many streams there are. */
    int open();
}
