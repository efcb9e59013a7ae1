package dev.natsmesh.runtime.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.InputStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;

import dev.natsmesh.traffic.Balancer;
import dev.natsmesh.traffic.EjectionPolicy;
import dev.natsmesh.traffic.Fault;
import dev.natsmesh.traffic.HeaderMatch;
import dev.natsmesh.traffic.Mirror;
import dev.natsmesh.traffic.RetryPolicy;
import dev.natsmesh.traffic.TrafficPolicy;
import dev.natsmesh.traffic.VersionRule;
import dev.natsmesh.traffic.VersionShare;

class PolicyJsonTest {

    private static final String EVERYTHING = """
            {"split":[{"version":"1.2.0","percent":99.9},{"version":"1.3.0-rc.1","percent":0.1}],
             "rules":[{"header":"X-Tester","value":"yes","version":"1.3.0-rc.1"},
                      {"header":"X-Any","caller":"storefront","version":"1.3.0-rc.1"}],
             "mirror":{"service":"pricing-shadow","percent":5},
             "faults":[{"header":"X-Chaos","percent":12.5,"delay":"250ms","abort":503},{"dropReply":true}],
             "balancer":"least-latency","timeout":"2s",
             "retries":{"maxRetries":2,"delay":"10ms"},"ejection":{"maxFailures":3,"backOff":"PT1.5S"}}
            """;
    private static final TrafficPolicy OF_EVERYTHING = new TrafficPolicy(
            List.of(new VersionShare("1.2.0", 999), new VersionShare("1.3.0-rc.1", 1)),
            List.of(new VersionRule(Optional.of(new HeaderMatch("X-Tester", Optional.of("yes"))), Optional.empty(),
                    "1.3.0-rc.1"),
                    new VersionRule(Optional.of(new HeaderMatch("X-Any", Optional.empty())), Optional.of("storefront"),
                            "1.3.0-rc.1")),
            Optional.of(new Mirror(Optional.empty(), Optional.of("pricing-shadow"), 50)),
            List.of(new Fault(Optional.of(new HeaderMatch("X-Chaos", Optional.empty())), 125,
                    Optional.of(Duration.ofMillis(250)),
                    OptionalInt.of(503), false),
                    new Fault(Optional.empty(), 1000, Optional.empty(), OptionalInt.empty(), true)),
            Optional.of(Balancer.LEAST_LATENCY), Optional.of(Duration.ofSeconds(2)),
            Optional.of(new RetryPolicy(2, Optional.of(Duration.ofMillis(10)))),
            Optional.of(new EjectionPolicy(3, Optional.of(Duration.ofMillis(1500)))));

    @Test
    void readsEveryProperty() throws Exception {
        assertThat(read(EVERYTHING)).isEqualTo(OF_EVERYTHING);
        assertThat(read("{}")).isEqualTo(TrafficPolicy.NONE);
    }

    @Test
    void readsWhatItWrites() throws Exception {
        assertThat(read(PolicyJson.write(OF_EVERYTHING))).isEqualTo(OF_EVERYTHING);
        assertThat(PolicyJson.write(TrafficPolicy.NONE)).isEqualTo("{}");
    }

    @Test
    void tellsAllMistakesInOneGo() {
        assertThat(problems(
                """
                        {"splitt":[], "split":[{"version":"1.2.0","percent":60},{"version":"1.3","percent":30,"weight":1},{"percent":"5"}],
                         "rules":[{"version":"1.3.0"},{"value":"yes","version":"1.3.0"},{"header":"X Y","caller":" ","version":7}],
                         "mirror":{"version":"1.3.0","service":"a.b","percent":100.1},
                         "faults":[{"percent":0.05},{"abort":200,"dropReply":true,"delay":"soon"},7,{"abort":4.5}],
                         "balancer":"random","timeout":"0s","retries":{"delay":"PT-1S"},"ejection":{"maxFailures":0,"backOff":"PT0S"}}
                        """))
                .containsExactlyInAnyOrder(
                        "splitt: there is no such property, expected one of balancer, ejection, faults, mirror, retries, rules, split, timeout",
                        "split[1].weight: there is no such property, expected one of percent, version",
                        "split[1].version: '1.3' is no semantic version, expected one as in 1.3.0",
                        "split[2].version: it is missing, expected a text",
                        "split[2].percent: '5', expected a number from 0 to 100 in steps of 0.1",
                        "rules[0]: it matches no call, expected a header or a caller",
                        "rules[1].value: it has no header that it could be the value of, expected one",
                        "rules[2].header: 'X Y' is no header's name",
                        "rules[2].caller: it is empty, expected an application's name",
                        "rules[2].version: 7 is there, expected a text",
                        "mirror: it has both a version and a service, expected either a version or a service",
                        "mirror.service: 'a.b' is no service's name, expected letters, digits, - and _",
                        "mirror.percent: 100.1 is out of range, expected 0 to 100",
                        "faults[0].percent: 0.05 is there, expected a number from 0 to 100 in steps of 0.1",
                        "faults[1].delay: 'soon', expected a text as in 500ms, 2s, 1m, 1h or PT0.5S",
                        "faults[1].abort: 200 is out of range, expected 400 to 599",
                        "faults[2]: 7 is there, expected an object",
                        "faults[3].abort: 4.5 is there, expected a whole number",
                        "balancer: 'random', expected one of queue-group, least-latency, sticky",
                        "timeout: PT0S is too short, expected more than 0",
                        "retries.maxRetries: it is missing, expected a whole number",
                        "retries.delay: PT-1S is negative, expected a pause",
                        "ejection.maxFailures: 0 is out of range, expected 1 or more",
                        "ejection.backOff: PT0S is too short, expected more than 0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"split":[{"version":"1.2.0","percent":60},{"version":"1.3.0","percent":30}]} \
            | split: the shares add up to 90 %, expected 100 %
            {"split":[{"version":"1.2.0","percent":99.8},{"version":"1.3.0","percent":0.1}]} \
            | split: the shares add up to 99.9 %, expected 100 %
            {"split":[{"version":"1.2.0","percent":50},{"version":"1.2.0","percent":50}]} \
            | split[1].version: 1.2.0 is there twice, expected one share for each version
            {"split":[{"version":"1.2.0","percent":60},{"version":"1.3.0","percent":100.1}]} \
            | split[1].percent: 100.1 is out of range, expected 0 to 100; split: the shares add up to 160.1 %, expected 100 %
            {"split":{"1.2.0":100}} | split: it is an object, expected a list
            {"mirror":{"percent":5}} | mirror: it has neither a version nor a service, expected either a version or a service
            {"mirror":{"service":"shadow","percent":1e1000000000}} \
            | mirror.percent: 1E+1000000000 is there, expected a number from 0 to 100 in steps of 0.1
            {"mirror":{"service":"shadow","percent":1e-1000000000}} \
            | mirror.percent: 1E-1000000000 is there, expected a number from 0 to 100 in steps of 0.1
            {"faults":[{"percent":5}]} | faults[0]: it does nothing, expected a delay, an abort or dropReply
            {"faults":[{"abort":500,"dropReply":true}]} \
            | faults[0]: it has both abort and dropReply, but a call that is aborted has no reply; expected one of them
            [] | it is a list, expected an object
            """)
    void tellsWhatIsWrong(String json, String problem) {
        assertThat(String.join("; ", problems(json))).isEqualTo(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "{", "{} {}", "{\"timeout\":\"1s\",\"timeout\":\"2s\"}", "{'timeout':'1s'}", "\u0000", "nul" })
    void refusesWhatIsNoJson(String text) {
        assertThat(problems(text)).singleElement().asString().startsWith("it is no JSON: ");
    }

    @Test
    void theSchemaAgrees() throws Exception {
        JsonSchema schema;
        JsonNode source;
        try (InputStream file = TrafficPolicy.class.getResourceAsStream("traffic-policy.schema.json")) {
            source = new ObjectMapper().readTree(file);
            schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(source);
        }
        assertThat(schema.validate(EVERYTHING, InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(PolicyJson.write(OF_EVERYTHING), InputFormat.JSON)).isEmpty();
        for (String wrong : List.of("{\"splitt\":[]}", "{\"split\":{\"1.2.0\":100}}", "{\"mirror\":{\"percent\":5}}",
                "{\"faults\":[{\"percent\":5}]}", "{\"faults\":[{\"abort\":500,\"dropReply\":true}]}",
                "{\"rules\":[{\"version\":\"1.3.0\"}]}",
                "{\"rules\":[{\"caller\":\"a\",\"value\":\"b\",\"version\":\"1.3.0\"}]}",
                "{\"split\":[{\"version\":\"1.3\",\"percent\":100}]}", "{\"timeout\":\"soon\"}", "{\"balancer\":\"random\"}")) {
            assertThat(schema.validate(wrong, InputFormat.JSON)).as(wrong).isNotEmpty();
            assertThat(problems(wrong)).as(wrong).isNotEmpty();
        }
        assertThat(names(source.at("/properties"))).isEqualTo(PolicyJson.POLICY);
        assertThat(names(source.at("/properties/split/items/properties"))).isEqualTo(PolicyJson.SHARE);
        assertThat(names(source.at("/properties/rules/items/properties"))).isEqualTo(PolicyJson.RULE);
        assertThat(names(source.at("/properties/mirror/properties"))).isEqualTo(PolicyJson.MIRROR);
        assertThat(names(source.at("/properties/faults/items/properties"))).isEqualTo(PolicyJson.FAULT);
        assertThat(names(source.at("/properties/retries/properties"))).isEqualTo(PolicyJson.RETRIES);
        assertThat(names(source.at("/properties/ejection/properties"))).isEqualTo(PolicyJson.EJECTION);
    }

    private static TrafficPolicy read(String json) throws RefusedPolicyException {
        return PolicyJson.read(json.getBytes(UTF_8));
    }

    private static List<String> problems(String json) {
        RefusedPolicyException refusal = catchThrowableOfType(RefusedPolicyException.class, () -> read(json));
        return refusal.problems().stream().map(Object::toString).toList();
    }

    private static Set<String> names(JsonNode properties) {
        Set<String> names = new TreeSet<>();
        for (Iterator<String> all = properties.fieldNames(); all.hasNext();) {
            names.add(all.next());
        }
        return names;
    }
}
