package dev.natsmesh.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

import dev.natsmesh.testkit.Poll;
import dev.natsmesh.testkit.Progress;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;

/** Events come once to each application, and a broadcast to each instance. Anybody may publish them. */
final class Events implements Experiment {

    private static final int EVENTS = 100_000;
    private static final String SECOND_INVENTORY = "inventory-2";
    private static final List<String> INVENTORY = List.of(Shop.INVENTORY, SECOND_INVENTORY);
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Override
    public String name() {
        return "events";
    }

    @Override
    public void run(Shop shop, Findings findings) throws IOException, InterruptedException {
        shop.start(SECOND_INVENTORY);
        Counts before = Counts.of(shop);
        Progress.step("publishing %d events", EVENTS);
        long start = System.nanoTime();
        Options options = Options.builder().servers(shop.servers().split(",")).build();
        try (Connection connection = Nats.connect(options)) {
            for (int i = 0; i < EVENTS; i++) {
                connection.publish("orders.placed", sale(i));
            }
            connection.flush(PATIENCE); // closing it does not
        } catch (TimeoutException e) {
            throw new IOException("The server does not confirm what was published", e);
        }
        Poll.until("every event to come", PATIENCE, () -> Counts.of(shop).since(before).isComplete());
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();

        Counts counts = Counts.of(shop).since(before);
        findings.value("events", EVENTS).value("inventory", counts.inventory()).value("pricing", counts.pricing())
                .value("broadcast", counts.broadcast()).value("perSecond", EVENTS * 1000L / Math.max(1, millis));
        once(counts.inventory(), "inventory", findings);
        once(counts.pricing(), "pricing", findings);
        counts.broadcast().forEach(count -> findings.expect(count == EVENTS, "an instance of pricing got %d of %d broadcasts",
                count, EVENTS));
        shop.buy("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        Poll.until("the event of a purchase", PATIENCE,
                () -> total(Counts.of(shop).since(before).inventory()) == EVENTS + 1);
    }

    private static void once(List<Long> counts, String application, Findings findings) {
        long total = total(counts);
        findings.expect(total == EVENTS, "%s got %d of %d events", application, total, EVENTS)
                .expect(counts.stream().allMatch(count -> count > 0), "an instance of %s got no event: %s", application,
                        counts);
    }

    private static byte[] sale(int number) {
        return "{\"order\":{\"sku\":\"lamp\",\"count\":1},\"reservation\":\"%d\",\"cents\":1990,\"soldBy\":\"nobody\"}"
                .formatted(number).getBytes(StandardCharsets.UTF_8);
    }

    /** How many events each instance has handled. */
    private record Counts(List<Long> inventory, List<Long> pricing, List<Long> broadcast) {

        static Counts of(Shop shop) {
            return new Counts(counts(shop, INVENTORY, "Packing.pack"), counts(shop, Shop.PRICING, "Demand.count"),
                    counts(shop, Shop.PRICING, "Demand.remember"));
        }

        private static List<Long> counts(Shop shop, List<String> instances, String subscriber) {
            return instances.stream().map(name -> shop.handledEvents(name, subscriber)).toList();
        }

        Counts since(Counts before) {
            return new Counts(difference(inventory, before.inventory), difference(pricing, before.pricing),
                    difference(broadcast, before.broadcast));
        }

        private static List<Long> difference(List<Long> now, List<Long> before) {
            return List.of(now.get(0) - before.get(0), now.get(1) - before.get(1));
        }

        boolean isComplete() {
            return total(inventory) >= EVENTS && total(pricing) >= EVENTS && total(broadcast) >= 2 * EVENTS;
        }
    }

    private static long total(List<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }
}
