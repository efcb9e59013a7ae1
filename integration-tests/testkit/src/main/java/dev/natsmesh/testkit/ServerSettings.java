package dev.natsmesh.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What stays the same over all processes of a server, and how it is written down for nats-server. */
record ServerSettings(String name, Optional<String> cluster, Optional<String> routesAdvertised, boolean jetStream,
        boolean monitoring, String extra) {

    ServerSettings {
        if (!name.matches("[A-Za-z0-9-]+")) {
            throw new IllegalArgumentException(
                    "Name of a nats-server: expected letters, digits and dashes, got '" + name + "'");
        }
    }

    String configuration(ServerPorts ports, List<String> routes, Path directory) {
        StringBuilder text = new StringBuilder();
        text.append("server_name: \"%s\"%n".formatted(name));
        text.append("listen: \"127.0.0.1:%d\"%n".formatted(ports.client()));
        if (monitoring) {
            text.append("http: \"127.0.0.1:%d\"%n".formatted(ports.monitoring().orElse(ServerPorts.FREE)));
        }
        text.append("lame_duck_duration: \"30s\"%nlame_duck_grace_period: \"1s\"%n".formatted());
        if (jetStream) {
            text.append("jetstream { store_dir: \"%s\", max_memory_store: 64MB, max_file_store: 256MB }%n"
                    .formatted(directory.resolve("jetstream")));
        }
        cluster.ifPresent(clusterName -> text.append("cluster { name: \"%s\", listen: \"127.0.0.1:%d\", routes: [%s]%s }%n"
                .formatted(clusterName, ports.cluster().orElse(ServerPorts.FREE), quoted(routes),
                        routesAdvertised.map(", advertise: \"%s\""::formatted).orElse(""))));
        return text.append(extra).toString();
    }

    private static String quoted(List<String> urls) {
        return urls.isEmpty() ? "" : "\"" + String.join("\", \"", urls) + "\"";
    }
}
