package dev.natsmesh.shop.storefront;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import org.junit.jupiter.api.Test;

import dev.natsmesh.shop.Order;
import dev.natsmesh.testkit.NatsServerResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

/** What customers get; {@link FixedPricing} stands in for pricing, and is called over a server. */
@QuarkusTest
@WithTestResource(NatsServerResource.class)
class StorefrontTest {

    @Test
    void quotesByGet() {
        get("/quotes/lamp?count=2").then().statusCode(200)
                .body("order.sku", equalTo("lamp"))
                .body("cents", equalTo(200))
                .body("pricedBy", equalTo("fixed"));
    }

    @Test
    void sellsByPost() {
        buy("lamp").statusCode(200).body("reservation", equalTo("shelf-7")).body("cents", equalTo(300));
    }

    @Test
    void unknownArticleIsNotFound() {
        get("/quotes/unicorn").then().statusCode(404)
                .body("error", equalTo("UnknownSku"))
                .body("message", equalTo("There is no article unicorn"));
    }

    @Test
    void whatIsSoldOutIsAConflict() {
        buy("sold-out").statusCode(409).body("error", equalTo("OutOfStock"));
    }

    @Test
    void anyOtherFailureIsTheGatewaysToReport() {
        buy("closed").statusCode(502).body("error", equalTo("ServiceException")).body("message", equalTo("Closed on Sundays"));
    }

    private static ValidatableResponse buy(String sku) {
        return given().contentType(ContentType.JSON).body(new Order(sku, 3)).post("/orders").then();
    }
}
