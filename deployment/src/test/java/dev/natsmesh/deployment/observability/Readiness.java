package dev.natsmesh.deployment.observability;

import io.restassured.RestAssured;
import io.restassured.response.Response;

/** What {@code /q/health/ready} says about the mesh. */
record Readiness(String status, String state, String server) {

    static Readiness now() {
        Response response = RestAssured.get("/q/health/ready");
        String check = "checks.find { it.name == 'NATS mesh' }.";
        Readiness readiness = new Readiness(response.path(check + "status"), response.path(check + "data.state"),
                response.path(check + "data.server"));
        if (response.statusCode() != (readiness.status().equals("UP") ? 200 : 503)) {
            throw new AssertionError("%s came with the HTTP status %d".formatted(readiness, response.statusCode()));
        }
        return readiness;
    }

    boolean is(String expectedStatus, String expectedState) {
        return expectedStatus.equals(status) && expectedState.equals(state);
    }
}
