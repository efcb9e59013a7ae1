package dev.natsmesh.shop.pricing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.natsmesh.NatsService;
import dev.natsmesh.shop.Basket;
import dev.natsmesh.shop.Baskets;
import dev.natsmesh.shop.Order;
import io.smallrye.mutiny.Uni;

/** Baskets in memory: whoever comes back finds the one that it had, as long as this instance is there. */
@NatsService(version = "1.0.0", description = "What customers are about to buy")
class BasketStand implements Baskets {

    private final Map<String, Integer> pieces = new ConcurrentHashMap<>();
    private final String instance;

    BasketStand(@ConfigProperty(name = "shop.instance") String instance) {
        this.instance = instance;
    }

    @Override
    public Uni<Basket> put(String customer, Order goods) {
        return Uni.createFrom().item(() -> new Basket(customer, pieces.merge(customer, goods.count(), Integer::sum), instance));
    }
}
