package dev.natsmesh.shop.storefront;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.natsmesh.shop.Order;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.http.ContentType;

/** The whole shop as it is packaged, native or not: storefront, pricing and inventory are three processes. */
@QuarkusIntegrationTest
@WithTestResource(ShopResource.class)
class ShopIT {

    @Test
    void quoteComesThroughThreeProcesses() {
        get("/quotes/lamp?count=2").then().statusCode(200)
                .body("cents", equalTo(3_980))
                .body("available", equalTo(true))
                .body("pricedBy", equalTo("the-desk"));
    }

    @Test
    void purchaseComesThroughThreeProcesses() {
        given().contentType(ContentType.JSON).body(new Order("chair", 1)).post("/orders").then().statusCode(200)
                .body("reservation", not(emptyString()))
                .body("cents", equalTo(4_900));
    }

    @Test
    void failureFromTheFarEndArrivesAsWhatItIs() {
        given().contentType(ContentType.JSON).body(new Order("clock", 6)).post("/orders").then().statusCode(409)
                .body("error", equalTo("OutOfStock"))
                .body("message", equalTo("Only 5 of clock are left"));
        get("/quotes/unicorn").then().statusCode(404).body("error", equalTo("UnknownSku"));
        get("/quotes/lamp?count=0").then().statusCode(400)
                .body("message", equalTo("order.count: must be greater than 0"));
    }

    @Test
    void streamComesThroughTheProcessesInOrder() {
        List<Instant> seconds = get("/prices/lamp/history.csv?seconds=5000").then().statusCode(200).extract().asString()
                .lines().map(line -> Instant.parse(line.split(",")[0])).toList();
        assertThat(seconds).hasSize(5_000).isEqualTo(
                Stream.iterate(seconds.get(0), second -> second.plusSeconds(1)).limit(5_000).toList());
    }

    @Test
    void isReadyAndHasMetrics() {
        get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
        get("/q/metrics").then().statusCode(200).body(containsString("jvm_"));
    }
}
