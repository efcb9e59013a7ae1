package dev.natsmesh.shop.storefront;

import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.equalTo;
import static org.mockito.Mockito.when;

import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.natsmesh.shop.Order;
import dev.natsmesh.shop.Pricing;
import dev.natsmesh.shop.Quote;
import dev.natsmesh.testkit.NatsServerResource;
import io.quarkus.test.InjectMock;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;

/** The usual case: the stub is the only bean of the contract, so a mock needs no qualifier, and answers all who call. */
@QuarkusTest
@TestProfile(MockWithoutServiceTest.NobodyServes.class)
@WithTestResource(NatsServerResource.class)
class MockWithoutServiceTest {

    @InjectMock
    Pricing pricing;

    @Test
    void answersForTheStub() {
        Order order = new Order("lamp", 2);
        when(pricing.quote(order)).thenReturn(Uni.createFrom().item(new Quote(order, 7, true, "a mock")));
        get("/quotes/lamp?count=2").then().statusCode(200).body("pricedBy", equalTo("a mock"));
    }

    public static class NobodyServes implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.arc.exclude-types", FixedPricing.class.getName());
        }
    }
}
