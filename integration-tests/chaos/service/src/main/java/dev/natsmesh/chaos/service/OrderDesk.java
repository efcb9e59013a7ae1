package dev.natsmesh.chaos.service;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.natsmesh.NatsService;
import dev.natsmesh.chaos.contract.Desk;
import dev.natsmesh.chaos.contract.Receipt;
import io.smallrye.mutiny.Uni;

@NatsService(version = "1.0.0")
class OrderDesk implements Desk {

    private final Pace pace;
    private final RunLog runs;
    private final String instance;

    OrderDesk(Pace pace, RunLog runs, @ConfigProperty(name = "chaos.instance") String instance) {
        this.pace = pace;
        this.runs = runs;
        this.instance = instance;
    }

    @Override
    public Uni<Receipt> look(String id) {
        return pace.afterAWhile(new Receipt(id, instance));
    }

    @Override
    public Uni<Receipt> order(String id) {
        runs.add(id);
        return pace.afterAWhile(new Receipt(id, instance));
    }
}
