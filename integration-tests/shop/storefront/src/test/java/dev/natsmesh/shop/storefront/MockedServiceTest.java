package dev.natsmesh.shop.storefront;

import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.equalTo;
import static org.mockito.Mockito.when;

import org.junit.jupiter.api.Test;

import dev.natsmesh.shop.Order;
import dev.natsmesh.shop.Pricing;
import dev.natsmesh.shop.Quote;
import dev.natsmesh.testkit.NatsServerResource;
import io.quarkus.test.InjectMock;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;

/** A mock in place of the bean that serves the contract: plain injection means that bean, and it answers what comes from the wire. */
@QuarkusTest
@WithTestResource(NatsServerResource.class)
class MockedServiceTest {

    @InjectMock
    Pricing service;

    @Test
    void answersCallsFromTheWire() {
        Order order = new Order("lamp", 2);
        when(service.quote(order)).thenReturn(Uni.createFrom().item(new Quote(order, 7, true, "a mock that serves")));
        get("/quotes/lamp?count=2").then().statusCode(200).body("pricedBy", equalTo("a mock that serves"));
    }
}
