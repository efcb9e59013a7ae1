package dev.natsmesh.shop.inventory;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import jakarta.inject.Singleton;

import dev.natsmesh.shop.Stock;
import dev.natsmesh.shop.UnknownSku;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;

/** Where the goods are: in memory, so every start of the application fills them up again. */
@Singleton
class Shelves {

    private final Map<String, Integer> counts = new HashMap<>(Map.of("lamp", 1_000, "chair", 400, "clock", 5));
    private final Map<String, Set<MultiEmitter<? super Stock>>> watchers = new HashMap<>();

    /** @throws UnknownSku if nobody ever sold the article */
    synchronized Stock stock(String sku) {
        Integer count = counts.get(sku);
        if (count == null) {
            throw new UnknownSku(sku);
        }
        return new Stock(sku, count);
    }

    /** Takes all of them or none. @return whether there were enough */
    synchronized boolean take(String sku, int wanted) {
        int count = stock(sku).count();
        if (count < wanted) {
            return false;
        }
        change(sku, count - wanted);
        return true;
    }

    synchronized Stock put(String sku, int more) {
        change(sku, stock(sku).count() + more);
        return stock(sku);
    }

    /** The stock now, and after every change. Who is slow misses some of it, but never the last. */
    Multi<Stock> watch(String sku) {
        return Multi.createFrom().emitter(watcher -> begin(sku, watcher), BackPressureStrategy.LATEST);
    }

    private synchronized void begin(String sku, MultiEmitter<? super Stock> watcher) {
        watcher.emit(stock(sku));
        watchers.computeIfAbsent(sku, key -> new HashSet<>()).add(watcher);
        watcher.onTermination(() -> end(sku, watcher));
    }

    private synchronized void end(String sku, MultiEmitter<? super Stock> watcher) {
        watchers.get(sku).remove(watcher);
    }

    private void change(String sku, int count) {
        counts.put(sku, count);
        // A watcher that has seen enough ends in the middle of this.
        Set.copyOf(watchers.getOrDefault(sku, Set.of())).forEach(watcher -> watcher.emit(stock(sku)));
    }
}
