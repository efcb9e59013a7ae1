package dev.natsmesh.shop.storefront;

import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.equalTo;

import java.time.Instant;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Default;

import org.junit.jupiter.api.Test;

import dev.natsmesh.NatsClient;
import dev.natsmesh.shop.Order;
import dev.natsmesh.shop.Price;
import dev.natsmesh.shop.Pricing;
import dev.natsmesh.shop.Quote;
import dev.natsmesh.shop.Sale;
import dev.natsmesh.testkit.NatsServerResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** A bean in the place of the stub, and of the bean that serves the contract, in the tests of one profile. */
@QuarkusTest
@TestProfile(AlternativePricingTest.WithFreePricing.class)
@WithTestResource(NatsServerResource.class)
class AlternativePricingTest {

    @Test
    void answersForTheStub() {
        get("/quotes/lamp?count=2").then().statusCode(200).body("pricedBy", equalTo("an alternative"));
    }

    // tag::alternative[]
    @Alternative
    @ApplicationScoped
    @Default
    @NatsClient
    static class FreePricing implements Pricing {

        @Override
        public Uni<Quote> quote(Order order) {
            return Uni.createFrom().item(new Quote(order, 0, true, "an alternative"));
        }

        @Override
        public Sale sell(Order order) {
            return new Sale(order, "shelf-1", 0, "an alternative");
        }

        @Override
        public Uni<Quote> whenAvailable(Order order) {
            return quote(order);
        }

        @Override
        public Multi<Price> prices(String sku) {
            return Multi.createFrom().item(new Price(sku, 0, Instant.EPOCH));
        }

        @Override
        public Multi<Price> history(String sku, int seconds) {
            return Multi.createFrom().empty();
        }
    }

    public static class WithFreePricing implements QuarkusTestProfile {

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(FreePricing.class);
        }
    }
    // end::alternative[]
}
