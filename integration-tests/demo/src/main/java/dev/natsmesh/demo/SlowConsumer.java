package dev.natsmesh.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.natsmesh.testkit.Poll;
import dev.natsmesh.testkit.Progress;

/**
 * A million items flow from pricing to a customer of the storefront who stops reading for a while. Then pricing stops, too, and
 * neither heap grows by what the customer has not taken. All items arrive, in order.
 */
final class SlowConsumer implements Experiment {

    private static final int ITEMS = 1_000_000;
    private static final int BEFORE_THE_PAUSE = 50_000;
    private static final int BETWEEN_LOOKS = 100_000;
    /** A fraction of what the items need, which are several times as much. */
    private static final double MAX_GROWTH_MIB = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration STANDSTILL = Duration.ofMillis(1_000);
    /** Signs of life and what else is no item. */
    private static final int FEW_MESSAGES = 20;

    @Override
    public String name() {
        return "stream";
    }

    @Override
    public void run(Shop shop, Findings findings) throws IOException {
        read(shop, BEFORE_THE_PAUSE); // whatever is loaded and kept with the first ones is no growth
        Map<String, LiveHeap> heaps = new HashMap<>();
        try {
            for (String name : List.of(Shop.PRICING.get(0), Shop.PRICING.get(1), Shop.STOREFRONT)) {
                heaps.put(name, LiveHeap.of(shop.application(name)));
            }
            run(shop, heaps, findings);
        } finally {
            for (LiveHeap heap : heaps.values()) {
                heap.close();
            }
        }
    }

    private static void run(Shop shop, Map<String, LiveHeap> heaps, Findings findings) throws IOException {
        Map<String, Long> before = sent(shop);
        try (Customer customer = history(shop, ITEMS)) {
            Progress.step("reading %d of %d items, then pausing until pricing pauses", BEFORE_THE_PAUSE, ITEMS);
            Instant last = read(customer, BEFORE_THE_PAUSE, null);
            Map<String, Long> sent = standstill(shop);
            String producer = Shop.PRICING.stream()
                    .max((one, other) -> Long.compare(sent.get(one) - before.get(one), sent.get(other) - before.get(other)))
                    .orElseThrow();
            long ahead = sent.get(producer) - before.get(producer) - BEFORE_THE_PAUSE;
            heaps.values().forEach(LiveHeap::look);

            Progress.step("%s pauses %d items ahead; reading the others", producer, ahead);
            long start = System.nanoTime();
            int read = BEFORE_THE_PAUSE;
            while (read < ITEMS) {
                int next = Math.min(BETWEEN_LOOKS, ITEMS - read);
                last = read(customer, next, last);
                read += next;
                heaps.get(producer).look();
                heaps.get(Shop.STOREFRONT).look();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            findings.value("items", read).value("rate", "%.0f/s".formatted((ITEMS - BEFORE_THE_PAUSE) / seconds))
                    .value("ahead", ahead).value("producer", producer)
                    .expect(customer.line() == null, "there are more than %d items", ITEMS)
                    .expect(ahead < ITEMS / 2, "%s was %d items ahead when it paused", producer, ahead);
            flat(findings, "producer-heap", heaps.get(producer));
            flat(findings, "consumer-heap", heaps.get(Shop.STOREFRONT));
        }
    }

    private static void flat(Findings findings, String what, LiveHeap heap) {
        findings.value(what, heap).expect(heap.growth() <= MAX_GROWTH_MIB, "%s grew by more than %.0f MiB", what,
                MAX_GROWTH_MIB);
    }

    private static Customer history(Shop shop, int seconds) throws IOException {
        return new Customer(shop.storefront("/prices/lamp/history.csv?seconds=" + seconds)).expectSuccess();
    }

    private static void read(Shop shop, int items) throws IOException {
        try (Customer customer = history(shop, items)) {
            read(customer, items, null);
        }
    }

    /**
     * Reads items, each of which is of the second after the one before.
     *
     * @param before the last one's, {@code null} at the beginning
     */
    private static Instant read(Customer customer, int items, Instant before) throws IOException {
        Instant last = before;
        for (int i = 0; i < items; i++) {
            String line = customer.line();
            if (line == null) {
                throw new IllegalStateException("The items end after that of " + last);
            }
            Instant next = Instant.parse(line.substring(0, line.indexOf(',')));
            if (last != null && !next.equals(last.plusSeconds(1))) {
                throw new IllegalStateException("The item of %s follows that of %s".formatted(next, last));
            }
            last = next;
        }
        return last;
    }

    /** Waits until pricing sends no more. */
    private static Map<String, Long> standstill(Shop shop) {
        List<Map<String, Long>> seen = new ArrayList<>(List.of(sent(shop)));
        long[] since = { System.nanoTime() };
        Poll.until("pricing to pause", PATIENCE, () -> {
            Map<String, Long> now = sent(shop);
            if (sum(now) - sum(seen.get(0)) > FEW_MESSAGES) {
                seen.set(0, now);
                since[0] = System.nanoTime();
            }
            return System.nanoTime() - since[0] > STANDSTILL.toNanos();
        });
        return seen.get(0);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Map<String, Long> sent(Shop shop) {
        Map<String, Long> sent = new HashMap<>();
        Shop.PRICING.forEach(name -> sent.put(name, shop.messagesFrom(name)));
        return sent;
    }
}
