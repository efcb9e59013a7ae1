package dev.natsmesh.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The routes a server has.
 *
 * @param server the server's id, which is new with every process
 * @param perPeer how many connections make a route: since 2.10 a pool and one more for the system account, before that one
 * @param connections how many there are, by the peer's id
 */
record RouteTable(String server, int perPeer, Map<String, Long> connections) {

    private static final Pattern SERVER_ID = Pattern.compile("\"server_id\":\\s*\"(\\w+)\"");
    private static final Pattern REMOTE_ID = Pattern.compile("\"remote_id\":\\s*\"(\\w+)\"");
    private static final Pattern POOL_SIZE = Pattern.compile("\"pool_size\":\\s*(-?\\d+)");

    static RouteTable of(NatsServer server) {
        String routes = server.monitor("/routez");
        return new RouteTable(first(SERVER_ID, routes).orElse(""),
                first(POOL_SIZE, server.monitor("/varz")).map(Integer::parseInt).filter(size -> size > 0).map(size -> size + 1)
                        .orElse(1),
                REMOTE_ID.matcher(routes).results().map(result -> result.group(1))
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())));
    }

    static boolean isComplete(List<RouteTable> tables) {
        return tables.stream().allMatch(table -> tables.stream().filter(peer -> peer != table)
                .allMatch(peer -> table.connections().getOrDefault(peer.server(), 0L) >= table.perPeer()));
    }

    private static Optional<String> first(Pattern pattern, String json) {
        Matcher matcher = pattern.matcher(json);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
