package dev.natsmesh.shop.storefront;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.natsmesh.NatsClient;
import dev.natsmesh.shop.Order;
import dev.natsmesh.shop.Pricing;
import dev.natsmesh.shop.Quote;
import dev.natsmesh.shop.UnknownSku;
import dev.natsmesh.testkit.NatsServerResource;
import io.quarkus.test.InjectMock;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;

/** A stub that is replaced by a mock, where the application has another bean of the contract: {@link FixedPricing}. */
@QuarkusTest
@WithTestResource(NatsServerResource.class)
class MockedStubTest {

    @InjectMock
    @NatsClient
    Pricing stub;
    @Inject
    Pricing service;

    @Test
    void answersForTheStub() {
        when(stub.quote(new Order("lamp", 2))).thenReturn(quoted("lamp", 2));
        get("/quotes/lamp?count=2").then().statusCode(200).body("pricedBy", equalTo("a mock"));
    }

    @Test
    void failsForTheStub() {
        when(stub.quote(any())).thenReturn(Uni.createFrom().failure(new UnknownSku("lamp")));
        get("/quotes/lamp").then().statusCode(404);
    }

    @Test
    void leavesTheBeanThatServesTheContract() {
        assertThat(service.quote(new Order("lamp", 2)).await().indefinitely().pricedBy()).isEqualTo("fixed");
    }

    @Test
    void isInstalledForOneTest() {
        Pricing other = mock(Pricing.class);
        when(other.quote(any())).thenReturn(quoted("desk", 1));
        QuarkusMock.installMockForType(other, Pricing.class, NatsClient.Literal.INSTANCE);
        get("/quotes/desk").then().statusCode(200).body("order.sku", equalTo("desk"));
    }

    private static Uni<Quote> quoted(String sku, int count) {
        return Uni.createFrom().item(new Quote(new Order(sku, count), 7, true, "a mock"));
    }
}
