package dev.natsmesh.shop.inventory;

import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import jakarta.inject.Singleton;

/** Where the goods are: in memory, so every start of the application fills them up again. */
@Singleton
class Shelves {

    private final ConcurrentMap<String, Integer> counts = new ConcurrentHashMap<>(
            Map.of("lamp", 1_000, "chair", 400, "clock", 5));

    /** How many there are; empty if nobody ever sold the article. */
    OptionalInt count(String sku) {
        Integer count = counts.get(sku);
        return count == null ? OptionalInt.empty() : OptionalInt.of(count);
    }

    /** Takes all of them or none. @return whether there were enough */
    boolean take(String sku, int wanted) {
        boolean[] taken = new boolean[1];
        counts.computeIfPresent(sku, (key, count) -> {
            taken[0] = count >= wanted;
            return taken[0] ? count - wanted : count;
        });
        return taken[0];
    }
}
