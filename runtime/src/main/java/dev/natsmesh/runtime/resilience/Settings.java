package dev.natsmesh.runtime.resilience;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.config.NatsClientConfig;
import dev.natsmesh.runtime.config.NatsConfig;
import dev.natsmesh.runtime.config.NatsMethodConfig;
import dev.natsmesh.runtime.config.NatsRetryBudgetConfig;

/**
 * What is configured for an operation.
 *
 * @param levels the nearest first: of its method, of its service, of all services
 */
record Settings(List<NatsMethodConfig> levels) {

    private static final double RETRIES_OF_A_CALL = 0.2;
    private static final int RETRIES_PER_SECOND = 10;

    static Settings of(Map<String, NatsClientConfig> clients, Operation operation) {
        NatsClientConfig service = clients.get(operation.service());
        return new Settings(Stream.of(service == null ? null : service.methods().get(operation.method()), service,
                clients.get(NatsConfig.ALL_CLIENTS)).filter(level -> level != null).toList());
    }

    /**
     * How many calls of a service may be tried again, {@code null} if there is no limit.
     *
     * @param clock in nanoseconds
     */
    static RetryBudget budget(Map<String, NatsClientConfig> clients, String service, LongSupplier clock) {
        List<NatsRetryBudgetConfig> levels = Stream.of(clients.get(service), clients.get(NatsConfig.ALL_CLIENTS))
                .filter(level -> level != null).map(NatsClientConfig::retryBudget).toList();
        if (!nearest(levels, NatsRetryBudgetConfig::enabled).orElse(true)) {
            return null;
        }
        return new RetryBudget(nearest(levels, NatsRetryBudgetConfig::ratio).orElse(RETRIES_OF_A_CALL),
                nearest(levels, NatsRetryBudgetConfig::minRetriesPerSecond).orElse(RETRIES_PER_SECOND), clock);
    }

    /** The nearest value. */
    <T> Optional<T> nearest(Function<NatsMethodConfig, Optional<T>> property) {
        return nearest(levels, property);
    }

    private static <L, T> Optional<T> nearest(List<L> levels, Function<L, Optional<T>> property) {
        return levels.stream().map(property).flatMap(Optional::stream).findFirst();
    }

    /**
     * Whether something is wanted: the nearest level that says anything about it decides.
     *
     * @param enabled whether a level says so
     * @param details what else a level can say about it
     * @param otherwise if no level says anything
     */
    boolean want(Function<NatsMethodConfig, Optional<Boolean>> enabled,
            Function<NatsMethodConfig, Stream<Optional<?>>> details, boolean otherwise) {
        for (NatsMethodConfig level : levels) {
            Optional<Boolean> said = enabled.apply(level);
            if (said.isPresent()) {
                return said.get();
            } else if (details.apply(level).anyMatch(Optional::isPresent)) {
                return true;
            }
        }
        return otherwise;
    }

    /** Whether a level says anything that takes a single end. */
    static boolean guards(NatsMethodConfig level) {
        return Stream
                .of(Stream.of(level.noRespondersWait(), level.retry().enabled(), level.circuitBreaker().enabled(),
                        level.bulkhead().enabled(),
                        level.rateLimit().enabled(), level.hedging().enabled()), Policies.details(level.retry()),
                        Policies.details(level.circuitBreaker()),
                        Policies.details(level.bulkhead()), Policies.details(level.rateLimit()))
                .flatMap(all -> all).anyMatch(Optional::isPresent);
    }
}
