package dev.natsmesh.interop;

import dev.natsmesh.NatsClient;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

@NatsClient("streams")
public interface Streams {

    Multi<Tick> ticks(int count);

    Uni<Totals> upload(Multi<Line> lines);

    Multi<Line> echo(Multi<Line> lines);

    record Tick(int number) {
    }

    record Line(String sku, int count) {
    }

    record Totals(int lines, int count) {

        Totals plus(Line line) {
            return new Totals(lines + 1, count + line.count());
        }
    }
}
