package dev.natsmesh.runtime.traffic;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.natsmesh.traffic.Balancer;
import dev.natsmesh.traffic.EjectionPolicy;
import dev.natsmesh.traffic.Fault;
import dev.natsmesh.traffic.HeaderMatch;
import dev.natsmesh.traffic.Mirror;
import dev.natsmesh.traffic.PolicyProblem;
import dev.natsmesh.traffic.RetryPolicy;
import dev.natsmesh.traffic.TrafficPolicy;
import dev.natsmesh.traffic.VersionRule;
import dev.natsmesh.traffic.VersionShare;

/**
 * Policies as JSON, read strictly: what is unknown is a mistake, for a policy that is half understood sends calls where nobody wants
 * them. The application's own mapper has no part in it, so its settings change nothing.
 */
public final class PolicyJson {

    static final Set<String> POLICY = Set.of("split", "rules", "mirror", "faults", "balancer", "timeout", "retries",
            "ejection");
    static final Set<String> SHARE = Set.of("version", "percent");
    static final Set<String> RULE = Set.of("header", "value", "caller", "version");
    static final Set<String> MIRROR = Set.of("version", "service", "percent");
    static final Set<String> FAULT = Set.of("header", "value", "percent", "delay", "abort", "dropReply");
    static final Set<String> RETRIES = Set.of("maxRetries", "delay");
    static final Set<String> EJECTION = Set.of("maxFailures", "backOff");

    private static final int ALL = 1000;
    private static final int STEPS_OF_A_PERCENT = 10;
    private static final ObjectReader READER = new ObjectMapper(
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .readerFor(JsonNode.class)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private PolicyJson() {
    }

    /**
     * @param json the text in UTF-8
     * @throws RefusedPolicyException with all that is wrong
     */
    public static TrafficPolicy read(byte[] json) throws RefusedPolicyException {
        JsonNode node;
        try {
            node = READER.readValue(json);
        } catch (JsonProcessingException e) {
            throw new RefusedPolicyException(List.of(new PolicyProblem("", "it is no JSON: " + problem(e))));
        } catch (IOException e) {
            throw new RefusedPolicyException(List.of(new PolicyProblem("", "it is no JSON: " + e.getMessage())));
        }
        return read(node);
    }

    /** @return the policy as text, which {@link #read(byte[])} makes an equal policy of */
    public static String write(TrafficPolicy policy) {
        return node(policy).toString();
    }

    static ObjectNode node(TrafficPolicy policy) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (!policy.split().isEmpty()) {
            ArrayNode split = json.putArray("split");
            policy.split().forEach(
                    share -> split.addObject().put("version", share.version()).put("percent", percent(share.perMille())));
        }
        if (!policy.rules().isEmpty()) {
            ArrayNode rules = json.putArray("rules");
            policy.rules().forEach(rule -> {
                ObjectNode fields = rules.addObject();
                write(rule.header(), fields);
                rule.caller().ifPresent(caller -> fields.put("caller", caller));
                fields.put("version", rule.version());
            });
        }
        policy.mirror().ifPresent(mirror -> {
            ObjectNode fields = json.putObject("mirror");
            mirror.version().ifPresent(version -> fields.put("version", version));
            mirror.service().ifPresent(service -> fields.put("service", service));
            fields.put("percent", percent(mirror.perMille()));
        });
        if (!policy.faults().isEmpty()) {
            ArrayNode faults = json.putArray("faults");
            policy.faults().forEach(fault -> write(fault, faults.addObject()));
        }
        policy.balancer().ifPresent(balancer -> json.put("balancer", balancer.text()));
        policy.timeout().ifPresent(timeout -> json.put("timeout", timeout.toString()));
        policy.retries().ifPresent(retries -> {
            ObjectNode fields = json.putObject("retries").put("maxRetries", retries.maxRetries());
            retries.delay().ifPresent(delay -> fields.put("delay", delay.toString()));
        });
        policy.ejection().ifPresent(ejection -> {
            ObjectNode fields = json.putObject("ejection").put("maxFailures", ejection.maxFailures());
            ejection.backOff().ifPresent(backOff -> fields.put("backOff", backOff.toString()));
        });
        return json;
    }

    private static void write(Fault fault, ObjectNode fields) {
        write(fault.header(), fields);
        fields.put("percent", percent(fault.perMille()));
        fault.delay().ifPresent(delay -> fields.put("delay", delay.toString()));
        fault.abort().ifPresent(code -> fields.put("abort", code));
        if (fault.dropReply()) {
            fields.put("dropReply", true);
        }
    }

    private static void write(Optional<HeaderMatch> match, ObjectNode fields) {
        match.ifPresent(header -> {
            fields.put("header", header.name());
            header.value().ifPresent(value -> fields.put("value", value));
        });
    }

    private static BigDecimal percent(int perMille) {
        return perMille % STEPS_OF_A_PERCENT == 0
                ? BigDecimal.valueOf(perMille / STEPS_OF_A_PERCENT)
                : BigDecimal.valueOf(perMille, 1);
    }

    /** @throws RefusedPolicyException with all that is wrong */
    public static TrafficPolicy read(JsonNode node) throws RefusedPolicyException {
        List<PolicyProblem> problems = new ArrayList<>();
        TrafficPolicy policy = policy(new JsonFields(node, "", POLICY, problems));
        List<PolicyProblem> unreadable = List.copyOf(problems);
        for (PolicyProblem problem : policy.problems()) {
            // What could not be read has been told of already, in better words.
            if (unreadable.stream().noneMatch(known -> known.path().startsWith(problem.path()))) {
                problems.add(problem);
            }
        }
        if (!problems.isEmpty()) {
            throw new RefusedPolicyException(problems);
        }
        return policy;
    }

    private static TrafficPolicy policy(JsonFields fields) {
        return new TrafficPolicy(
                fields.list("split", SHARE,
                        share -> new VersionShare(share.requiredText("version"), share.requiredPerMille("percent"))),
                fields.list("rules", RULE,
                        rule -> new VersionRule(header(rule), rule.text("caller"), rule.requiredText("version"))),
                fields.object("mirror", MIRROR, PolicyJson::mirror),
                fields.list("faults", FAULT, PolicyJson::fault),
                balancer(fields),
                fields.duration("timeout"),
                fields.object("retries", RETRIES,
                        retries -> new RetryPolicy(retries.requiredNumber("maxRetries"), retries.duration("delay"))),
                fields.object("ejection", EJECTION,
                        ejection -> new EjectionPolicy(ejection.requiredNumber("maxFailures"), ejection.duration("backOff"))));
    }

    private static Mirror mirror(JsonFields fields) {
        return new Mirror(fields.text("version"), fields.text("service"), fields.perMille("percent").orElse(ALL));
    }

    private static Fault fault(JsonFields fields) {
        return new Fault(header(fields), fields.perMille("percent").orElse(ALL), fields.duration("delay"),
                fields.number("abort"),
                fields.flag("dropReply"));
    }

    private static Optional<HeaderMatch> header(JsonFields fields) {
        Optional<String> value = fields.text("value");
        if (value.isPresent() && !fields.has("header")) {
            fields.problem("value", "it has no header that it could be the value of, expected one");
        }
        return fields.text("header").map(name -> new HeaderMatch(name, value));
    }

    private static Optional<Balancer> balancer(JsonFields fields) {
        return fields.text("balancer").flatMap(text -> {
            Optional<Balancer> balancer = Arrays.stream(Balancer.values()).filter(value -> value.text().equals(text))
                    .findFirst();
            if (balancer.isEmpty()) {
                fields.problem("balancer", "'%s', expected one of %s".formatted(text,
                        Arrays.stream(Balancer.values()).map(Balancer::text).collect(Collectors.joining(", "))));
            }
            return balancer;
        });
    }

    private static String problem(JsonProcessingException problem) {
        JsonLocation location = problem.getLocation();
        return location == null
                ? problem.getOriginalMessage()
                : "%s in line %d, column %d".formatted(problem.getOriginalMessage(), location.getLineNr(),
                        location.getColumnNr());
    }
}
