package dev.natsmesh.shop.storefront;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
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
                .body("message", equalTo("There is no article unicorn"))
                .body("details.sku", equalTo("unicorn"));
    }

    @Test
    void streamsPricesAsServerSentEvents() {
        String events = get("/prices/lamp").then().statusCode(200)
                .contentType("text/event-stream").extract().asString();
        assertThat(events.lines().filter(line -> !line.isEmpty())).containsExactly(
                "data:{\"sku\":\"lamp\",\"cents\":100,\"since\":\"1970-01-01T00:00:00Z\"}",
                "data:{\"sku\":\"lamp\",\"cents\":101,\"since\":\"1970-01-01T00:00:01Z\"}");
    }

    @Test
    void writesTheHistoryOfAPriceLineByLine() {
        assertThat(get("/prices/lamp/history.csv?seconds=1201").then().statusCode(200).extract().asString().lines())
                .hasSize(1_201).startsWith("1970-01-01T00:00:00Z,100").endsWith("1970-01-01T00:20:00Z,1300");
    }

    @Test
    void streamThatFailsBeforeItsFirstItemIsAnAnswerLikeAnyOther() {
        get("/prices/unicorn/history.csv").then().statusCode(404);
    }

    @Test
    void crowdIsRefusedAsItWasByTheService() {
        get("/quotes/crowded/available").then().statusCode(429).body("error", equalTo("CallRefusedException"));
    }

    @Test
    void whatTakesTooLongIsATimeout() {
        get("/quotes/never/available").then().statusCode(504).body("error", equalTo("CallTimeoutException"));
    }

    @Test
    void whatIsSoldOutIsAConflict() {
        buy("sold-out").statusCode(409).body("error", equalTo("OutOfStock")).body("details.left", equalTo(0));
    }

    @Test
    void anyOtherFailureIsTheGatewaysToReport() {
        buy("closed").statusCode(502).body("error", equalTo("ServiceException")).body("message", equalTo("Closed on Sundays"))
                .body("details.code", equalTo(501));
    }

    private static ValidatableResponse buy(String sku) {
        return given().contentType(ContentType.JSON).body(new Order(sku, 3)).post("/orders").then();
    }
}
