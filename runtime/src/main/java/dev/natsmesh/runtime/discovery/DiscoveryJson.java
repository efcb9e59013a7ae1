package dev.natsmesh.runtime.discovery;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.Map;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The answers of ADR-32, revision 6. Zeros and empty texts are written out. */
final class DiscoveryJson {

    private static final String TYPE_PREFIX = "io.nats.micro.v1.";

    private DiscoveryJson() {
    }

    static byte[] ping(ServiceInstance service) {
        return bytes(common(TYPE_PREFIX + "ping_response", service));
    }

    /** What an instance tells unasked, in the form of the answers. */
    static byte[] announcement(ServiceInstance service, String state, Duration next) {
        ObjectNode announcement = common("dev.natsmesh.v1.announcement", service);
        announcement.put("state", state);
        announcement.put("next_ms", next.toMillis());
        return bytes(announcement);
    }

    static byte[] info(ServiceInstance service) {
        ObjectNode info = common(TYPE_PREFIX + "info_response", service);
        info.put("description", service.description());
        var endpoints = info.putArray("endpoints");
        service.endpoints().forEach(endpoint -> putMetadata(named(endpoints.addObject(), endpoint), endpoint.metadata()));
        return bytes(info);
    }

    static byte[] stats(ServiceInstance service) {
        ObjectNode stats = common(TYPE_PREFIX + "stats_response", service);
        stats.put("started", DateTimeFormatter.ISO_INSTANT.format(service.started()));
        var endpoints = stats.putArray("endpoints");
        service.endpoints().forEach(endpoint -> putCounts(named(endpoints.addObject(), endpoint), endpoint.statistics()));
        return bytes(stats);
    }

    private static ObjectNode common(String type, ServiceInstance service) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("type", type);
        answer.put("name", service.name());
        answer.put("id", service.id());
        answer.put("version", service.version());
        putMetadata(answer, service.metadata());
        return answer;
    }

    private static ObjectNode named(ObjectNode node, ServiceInstance.Endpoint endpoint) {
        node.put("name", endpoint.name());
        node.put("subject", endpoint.subject());
        node.put("queue_group", endpoint.queueGroup() == null ? "" : endpoint.queueGroup());
        return node;
    }

    private static void putMetadata(ObjectNode node, Map<String, String> metadata) {
        ObjectNode values = node.putObject("metadata");
        metadata.forEach(values::put);
    }

    private static void putCounts(ObjectNode node, EndpointStatistics statistics) {
        long requests = statistics.requests();
        long nanos = statistics.nanos();
        node.put("num_requests", requests);
        node.put("num_errors", statistics.errors());
        node.put("last_error", statistics.lastError());
        node.put("processing_time", nanos);
        node.put("average_processing_time", requests == 0 ? 0 : nanos / requests);
    }

    private static byte[] bytes(ObjectNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }
}
