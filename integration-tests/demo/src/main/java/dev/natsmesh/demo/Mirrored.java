package dev.natsmesh.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import dev.natsmesh.testkit.Poll;
import dev.natsmesh.testkit.Progress;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.impl.Headers;

/**
 * A part of the calls is copied to a service that answers nonsense, fails, and hangs, each with a third of them: it gets its share, and
 * callers feel nothing of it.
 */
final class Mirrored implements Experiment {

    private static final String POLICY = "quarkus.nats.traffic.\"pricing\".mirror.";
    private static final double SHARE = 0.2;
    private static final int RATE = 400;
    private static final int CALLS = 2_400;
    private static final int WARM_UP = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration NOISE = Duration.ofMillis(20);
    private static final byte[] NONSENSE = "[]".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NOTHING = new byte[0];

    private final AtomicLong copies = new AtomicLong();

    @Override
    public String name() {
        return "mirror";
    }

    @Override
    public void run(Shop shop, Findings findings) throws IOException, InterruptedException {
        try (Connection mirror = Nats.connect(shop.servers())) {
            mirror.createDispatcher(copy -> answer(mirror, copy)).subscribe("shadow.quote", "q");
            mirror.flush(PATIENCE);
            LoadReport without = load(shop, Map.of());
            long before = copies.get();
            LoadReport with = load(shop,
                    Map.of(POLICY + "service", "shadow", POLICY + "percent", Double.toString(100 * SHARE)));
            findings.value("p99-without", without.p99().toMillis() + "ms").value("p99-with", with.p99().toMillis() + "ms")
                    .expect(before == 0, "%d copies without a mirror", before)
                    .expect(with.p99().compareTo(without.p99().multipliedBy(2).plus(NOISE)) <= 0, "callers feel the mirror");
            with.noneFailed(findings);
            // Those of the warm-up are copied, too.
            long calls = with.calls() + WARM_UP;
            Poll.until("the copies of the last calls", PATIENCE, () -> counted(shop) >= copies.get());
            Shares.expect(findings, "copies", copies.get(), calls, SHARE);
        } catch (TimeoutException e) {
            throw new IOException("the servers don't answer", e);
        } finally {
            shop.stop(Shop.STOREFRONT); // the next experiment has one with the usual configuration
        }
    }

    private static LoadReport load(Shop shop, Map<String, String> configuration) throws InterruptedException {
        shop.restart(Shop.STOREFRONT, configuration);
        shop.load().calls(WARM_UP, 32);
        Progress.step("%d calls a second, %s", RATE, configuration);
        Load.Running load = shop.load().atRate(RATE);
        load.awaitCalls(CALLS);
        return load.stop();
    }

    /** How many copies have come to an end, however they did. */
    private static double counted(Shop shop) {
        double ended = 0;
        for (String outcome : new String[]{ "success", "error", "timeout", "no_responders", "failed" }) {
            ended += shop.metricIfThere(Shop.STOREFRONT,
                    "nats_mesh_mirror_copies_total\\{[^}]*outcome=\"%s\"[^}]*}".formatted(outcome)).orElse(0);
        }
        return ended;
    }

    private void answer(Connection mirror, Message copy) {
        switch ((int) (copies.incrementAndGet() % 3)) {
            case 0 -> mirror.publish(copy.getReplyTo(), NONSENSE);
            case 1 -> mirror.publish(copy.getReplyTo(),
                    new Headers().add("Nats-Service-Error-Code", "500").add("Nats-Service-Error", "broken"), NOTHING);
            default -> {
                // It hangs.
            }
        }
    }
}
