package dev.natsmesh.demo;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.natsmesh.testkit.Poll;
import dev.natsmesh.testkit.Progress;

/**
 * A thousand customers have baskets, each at one instance, whichever of two storefronts they go to. A new instance gets a few of them,
 * and they are back when it has left; no call is lost meanwhile.
 */
final class Sticky implements Experiment {

    private static final int KEYS = 1_000;
    private static final int OUTSTANDING = 16;
    private static final double MOST_MOVED = 0.3;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SECOND_STOREFRONT = "storefront-2";
    private static final List<String> STOREFRONTS = List.of(Shop.STOREFRONT, SECOND_STOREFRONT);
    private static final String THIRD = "pricing-3";
    private static final String FOURTH = "pricing-4";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AtomicLong calls = new AtomicLong();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "sticky";
    }

    @Override
    public void run(Shop shop, Findings findings) throws InterruptedException {
        shop.start(THIRD);
        shop.start(SECOND_STOREFRONT);
        awaitKeysAt(shop, THIRD);
        Progress.step("%d keys from two callers", KEYS);
        Map<String, String> three = keepers(shop, Shop.STOREFRONT);
        int twice = 0;
        for (String storefront : STOREFRONTS) {
            twice += differences(three, keepers(shop, storefront)).size();
        }
        findings.value("keys", KEYS).value("instances", Set.copyOf(three.values()).size()).value("onTwoInstances", twice)
                .expect(Set.copyOf(three.values()).size() == 3, "not every instance has keys")
                .expect(twice == 0, "keys were on two instances");

        Thread calling = new Thread(() -> callOn(shop), "sticky");
        calling.start();
        Map<String, String> four;
        try {
            shop.start(FOURTH);
            awaitKeysAt(shop, FOURTH);
            four = keepers(shop, Shop.STOREFRONT);
            shop.stop(FOURTH);
        } finally {
            calling.interrupt();
            calling.join();
        }
        Set<String> moved = differences(three, four);
        int strayed = differences(three, keepers(shop, Shop.STOREFRONT)).size();
        findings.value("moved", "%.1f%%".formatted(100.0 * moved.size() / KEYS)).value("notBack", strayed)
                .value("calls", calls).value("failed", failures.values().stream().mapToInt(Integer::intValue).sum())
                .expect(moved.size() <= MOST_MOVED * KEYS, "too many keys have moved")
                .expect(moved.stream().allMatch(key -> four.get(key).equals(FOURTH)),
                        "keys have moved to others than the new one")
                .expect(strayed == 0, "keys are not where they were before it")
                .expect(failures.isEmpty(), "failures %s", failures);
    }

    private void awaitKeysAt(Shop shop, String instance) {
        Poll.until("callers to know of " + instance, PATIENCE, () -> STOREFRONTS.stream().allMatch(storefront -> {
            try {
                return keepers(shop, storefront).containsValue(instance);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }));
    }

    /** One key after the other until it is interrupted. */
    private void callOn(Shop shop) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                keepers(shop, SECOND_STOREFRONT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Which instance has each key, by a call with each. */
    private Map<String, String> keepers(Shop shop, String storefront) throws InterruptedException {
        Map<String, String> keepers = new ConcurrentHashMap<>();
        Semaphore permits = new Semaphore(OUTSTANDING);
        for (int i = 0; i < KEYS; i++) {
            String key = "customer-" + i;
            permits.acquire();
            shop.post(storefront, "/baskets/" + key, "{\"sku\":\"lamp\",\"count\":1}").whenComplete((response, failure) -> {
                calls.incrementAndGet();
                if (failure == null && response.statusCode() == 200) {
                    keepers.put(key, keptBy(response));
                } else {
                    failures.merge(failure == null ? response.body() : failure.toString(), 1, Integer::sum);
                }
                permits.release();
            });
        }
        permits.acquire(OUTSTANDING);
        return keepers;
    }

    private static String keptBy(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body()).path("keptBy").asText();
        } catch (IOException e) {
            return "unreadable";
        }
    }

    private static Set<String> differences(Map<String, String> before, Map<String, String> after) {
        Set<String> differences = new HashSet<>(before.keySet());
        differences.removeIf(key -> Objects.equals(before.get(key), after.get(key)));
        return differences;
    }
}
