package dev.natsmesh.demo;

import java.io.IOException;
import java.time.Duration;

import dev.natsmesh.testkit.Poll;
import dev.natsmesh.testkit.Progress;

/**
 * A customer of the storefront goes away in the middle of a call, or of a stream, and what the inventory does for it, two calls
 * further on, is cancelled.
 */
final class Disconnect implements Experiment {

    private static final int TIMES = 5;
    /** Long before the deadline, which ends calls, too. */
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "cancel";
    }

    @Override
    public void run(Shop shop, Findings findings) throws IOException {
        Progress.step("leaving in the middle of %d calls", TIMES);
        Duration longest = Duration.ZERO;
        for (int i = 0; i < TIMES; i++) {
            try (Customer waiting = new Customer(shop.storefront("/quotes/clock/available?count=1000"))) {
                longest = max(longest, leave(shop, waiting, "shop_waiting"));
            }
        }
        told(findings, "call", longest);

        Progress.step("leaving in the middle of %d streams", TIMES);
        longest = Duration.ZERO;
        for (int i = 0; i < TIMES; i++) {
            try (Customer watching = new Customer(shop.storefront("/prices/clock"))) {
                String first = watching.expectSuccess().line();
                findings.expect(first != null && first.contains("\"sku\":\"clock\""), "the stream begins with %s", first);
                longest = max(longest, leave(shop, watching, "shop_watching"));
            }
        }
        told(findings, "stream", longest);
    }

    /** Goes away once the inventory is at work. @return how long it took until it was cancelled */
    private static Duration leave(Shop shop, Customer customer, String work) throws IOException {
        String left = work + "_left_total";
        Poll.until("the inventory to work", PATIENCE, () -> shop.metric(Shop.INVENTORY, work) == 1);
        double before = shop.metric(Shop.INVENTORY, left);
        long start = System.nanoTime();
        customer.close();
        Poll.until(left + " to count", PATIENCE, () -> shop.metric(Shop.INVENTORY, left) == before + 1);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Poll.until(work + " to be 0", PATIENCE, () -> shop.metric(Shop.INVENTORY, work) == 0);
        return took;
    }

    private static void told(Findings findings, String what, Duration longest) {
        findings.value(what + "s", TIMES).value(what + "-cancelled-within", longest.toMillis() + "ms")
                .expect(longest.compareTo(SOON) < 0, "a %s was only cancelled after %s", what, longest);
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
