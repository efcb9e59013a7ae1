package dev.natsmesh.deployment.observability;

import java.util.Map;
import java.util.stream.Collectors;

import io.restassured.RestAssured;
import io.restassured.response.Response;

/** What {@code /q/health/ready} says about the mesh. */
record Readiness(String status, String state, String server, Map<String, Integer> numbers) {

    static Readiness now() {
        Response response = RestAssured.get("/q/health/ready");
        String check = "checks.find { it.name == 'NATS mesh' }.";
        Readiness readiness = new Readiness(response.path(check + "status"), response.path(check + "data.state"),
                response.path(check + "data.server"), numbers(response.path(check + "data")));
        if (response.statusCode() != (readiness.status().equals("UP") ? 200 : 503)) {
            throw new AssertionError("%s came with the HTTP status %d".formatted(readiness, response.statusCode()));
        }
        return readiness;
    }

    private static Map<String, Integer> numbers(Map<String, Object> data) {
        return data.entrySet().stream().filter(each -> each.getValue() instanceof Integer)
                .collect(Collectors.toMap(Map.Entry::getKey, each -> (Integer) each.getValue()));
    }

    boolean is(String expectedStatus, String expectedState) {
        return expectedStatus.equals(status) && expectedState.equals(state);
    }
}
