package dev.natsmesh.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

import dev.natsmesh.testkit.Poll;
import dev.natsmesh.testkit.Progress;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.service.Discovery;

/**
 * Instances of pricing come, are drained by a message, and end, again and again under load, and no call is lost. The long form is
 * {@code -Dnatsmesh.drains=200}, with the name of the experiment as the demo's argument.
 */
final class Drains implements Experiment {

    private static final int RATE = 500;
    private static final int DRAINS = Integer.getInteger("natsmesh.drains", 3);
    private static final String THIRD = "pricing-3";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long DISCOVERY_MILLIS = 300;

    @Override
    public String name() {
        return "drains";
    }

    @Override
    public void run(Shop shop, Findings findings) throws IOException, InterruptedException {
        Options options = Options.builder().servers(shop.servers().split(",")).build();
        try (Connection operator = Nats.connect(options); Load.Running load = shop.load().atRate(RATE)) {
            load.awaitCalls(RATE);
            for (int i = 0; i < DRAINS; i++) {
                Set<String> others = instances(operator);
                shop.start(THIRD);
                load.awaitCalls(RATE);
                Set<String> third = instances(operator);
                third.removeAll(others);
                String subject = "_MESH.D.pricing." + third.iterator().next();
                Progress.step("draining %s", subject);
                Poll.until(THIRD + " to be drained", PATIENCE, () -> ask(operator, subject).contains("drained"));
                findings.expect(ask(operator, subject).contains("\"abandoned\":0"), "it says %s", ask(operator, subject));
                load.awaitCalls(RATE / 5);
                shop.stop(THIRD);
            }
            findings.value("drains", DRAINS);
            load.stop().noneFailed(findings);
        }
    }

    private static Set<String> instances(Connection operator) {
        return new Discovery(operator, DISCOVERY_MILLIS, Integer.MAX_VALUE).ping("pricing").stream()
                .map(ping -> ping.getId()).collect(Collectors.toSet());
    }

    private static String ask(Connection operator, String subject) {
        try {
            Message answer = operator.request(subject, new byte[0], PATIENCE);
            return answer == null ? "nothing" : new String(answer.getData(), StandardCharsets.UTF_8);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
