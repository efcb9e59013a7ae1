package dev.natsmesh.runtime;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.natsmesh.runtime.config.NatsTrafficConfig;
import dev.natsmesh.runtime.traffic.PolicyJson;
import dev.natsmesh.runtime.traffic.RefusedPolicyException;
import dev.natsmesh.traffic.TrafficPolicy;

/** Turns configured traffic policies into their JSON form, so that they are judged as those of the bucket are. */
final class TrafficConfiguration {

    private final Map<String, TrafficPolicy> policies = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    /** @param services those that the application calls */
    TrafficConfiguration(Map<String, NatsTrafficConfig> configured, Set<String> services) {
        configured.forEach((service, config) -> {
            if (!services.contains(service)) {
                problems.add("traffic.\"%s\": this application calls no service of that name; expected one of %s"
                        .formatted(service, new TreeSet<>(services)));
            }
            try {
                policies.put(service, policy(config));
            } catch (RefusedPolicyException e) {
                e.problems().forEach(problem -> problems.add("traffic.\"%s\": %s".formatted(service, problem)));
            }
        });
    }

    /** By the services' names, but for those with mistakes. */
    Map<String, TrafficPolicy> policies() {
        return policies;
    }

    /** All mistakes. */
    List<String> problems() {
        return problems;
    }

    private static TrafficPolicy policy(NatsTrafficConfig config) throws RefusedPolicyException {
        ObjectNode json = json(config);
        if (config.policy().isEmpty()) {
            return PolicyJson.read(json);
        }
        if (!json.isEmpty()) {
            throw new RefusedPolicyException("policy",
                    "it is the whole policy, but %s is set too; expected one or the other".formatted(json.fieldNames().next()));
        }
        return PolicyJson.read(config.policy().get().getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode json(NatsTrafficConfig config) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (!config.split().isEmpty()) {
            ArrayNode split = json.putArray("split");
            new TreeMap<>(config.split())
                    .forEach((version, percent) -> percent(split.addObject().put("version", version), percent));
        }
        if (!config.rules().isEmpty()) {
            ArrayNode rules = json.putArray("rules");
            config.rules().forEach(rule -> {
                ObjectNode fields = rules.addObject();
                rule.header().ifPresent(header -> fields.put("header", header));
                rule.value().ifPresent(value -> fields.put("value", value));
                rule.caller().ifPresent(caller -> fields.put("caller", caller));
                fields.put("version", rule.version());
            });
        }
        config.mirror().ifPresent(mirror -> {
            ObjectNode fields = json.putObject("mirror");
            mirror.version().ifPresent(version -> fields.put("version", version));
            mirror.service().ifPresent(service -> fields.put("service", service));
            percent(fields, mirror.percent());
        });
        if (!config.faults().isEmpty()) {
            ArrayNode faults = json.putArray("faults");
            config.faults().forEach(fault -> fault(fault, faults.addObject()));
        }
        config.balancer().ifPresent(balancer -> json.put("balancer", balancer.text()));
        config.timeout().ifPresent(timeout -> duration(json, "timeout", timeout));
        config.retries().ifPresent(retries -> {
            ObjectNode fields = json.putObject("retries").put("maxRetries", retries.maxRetries());
            retries.delay().ifPresent(delay -> duration(fields, "delay", delay));
        });
        config.ejection().ifPresent(ejection -> {
            ObjectNode fields = json.putObject("ejection").put("maxFailures", ejection.maxFailures());
            ejection.backOff().ifPresent(backOff -> duration(fields, "backOff", backOff));
        });
        return json;
    }

    private static void fault(NatsTrafficConfig.Fault fault, ObjectNode fields) {
        fault.header().ifPresent(header -> fields.put("header", header));
        fault.value().ifPresent(value -> fields.put("value", value));
        fault.percent().ifPresent(percent -> percent(fields, percent));
        fault.delay().ifPresent(delay -> duration(fields, "delay", delay));
        fault.abort().ifPresent(code -> fields.put("abort", code));
        fault.dropReply().ifPresent(drop -> fields.put("dropReply", drop));
    }

    /** What is no number in JSON is told as what it is. */
    private static void percent(ObjectNode fields, double percent) {
        if (Double.isFinite(percent)) {
            fields.put("percent", BigDecimal.valueOf(percent));
        } else {
            fields.put("percent", Double.toString(percent));
        }
    }

    private static void duration(ObjectNode fields, String name, Duration duration) {
        fields.put(name, duration.toString());
    }
}
