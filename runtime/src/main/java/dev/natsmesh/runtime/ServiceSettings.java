package dev.natsmesh.runtime;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.natsmesh.runtime.config.NatsConfig;
import dev.natsmesh.runtime.config.NatsServiceConfig;

/** What is configured for one service that this application serves, or else for all. */
record ServiceSettings(NatsConfig config, String service) {

    Optional<String> version() {
        return first(NatsServiceConfig::version);
    }

    boolean isDark() {
        return first(NatsServiceConfig::dark).orElse(false);
    }

    private <T> Optional<T> first(Function<NatsServiceConfig, Optional<T>> value) {
        return Stream.of(service, NatsServiceConfig.EVERY).map(config.services()::get).filter(Objects::nonNull)
                .flatMap(settings -> value.apply(settings).stream()).findFirst();
    }
}
