package dev.natsmesh.benchmarks.micronaut;

import java.util.Map;

import dev.natsmesh.benchmarks.driver.Client;
import dev.natsmesh.benchmarks.driver.Flight;
import dev.natsmesh.benchmarks.driver.MeasuredProcess;
import dev.natsmesh.benchmarks.driver.Order;
import dev.natsmesh.benchmarks.driver.Origin;
import dev.natsmesh.benchmarks.driver.Quote;
import io.micronaut.context.ApplicationContext;
import io.micronaut.serde.annotation.SerdeImport;
import reactor.core.publisher.Mono;

/** Either side, as a Micronaut application without HTTP. */
@SerdeImport(Order.class)
@SerdeImport(Quote.class)
public final class MicronautMain {

    private MicronautMain() {
    }

    /** @param arguments {@code client} or {@code service} */
    public static void main(String[] arguments) {
        ApplicationContext context = ApplicationContext.builder()
                .properties(Map.of("nats.default.addresses", System.getProperty("bench.servers"), "bench.role", arguments[0]))
                .start();
        if (arguments[0].equals("service")) {
            MeasuredProcess.service().started();
        } else {
            PricingClient pricing = context.getBean(PricingClient.class);
            Client.of(flight -> call(pricing, flight), Origin.SAME_THREAD).started();
        }
    }

    private static void call(PricingClient pricing, Flight flight) {
        Mono.from(pricing.quote(flight.order())).subscribe(flight::answered, flight::failed);
    }
}
