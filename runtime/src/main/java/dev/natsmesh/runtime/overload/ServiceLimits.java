package dev.natsmesh.runtime.overload;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Stage;
import dev.natsmesh.runtime.config.NatsLimitsConfig;
import dev.natsmesh.runtime.config.NatsServiceConfig;

/**
 * The limits of an application's services, by configuration and, for methods that run on worker threads, by how many of those there
 * are. An endpoint's own limits come before those of its service, so that nothing takes a place of the service while it waits.
 */
public final class ServiceLimits {

    /** No limits at all. */
    public static final ServiceLimits NONE = new ServiceLimits(Map.of(), 0, List.of());

    private final Map<String, NatsServiceConfig> config;
    private final int workers;
    private final OverloadListener listener;
    /** Those that all endpoints of a service have together. */
    private final Map<String, UnaryOperator<Stage>> ofServices = new ConcurrentHashMap<>();

    /**
     * @param config by the services' names, and by {@link NatsServiceConfig#EVERY}
     * @param workers how many worker threads there are, 0 if that limits nothing
     */
    public ServiceLimits(Map<String, NatsServiceConfig> config, int workers, List<OverloadListener> listeners) {
        this.config = config;
        this.workers = workers;
        this.listener = new Listeners(List.copyOf(listeners));
    }

    /**
     * Puts the limits of an operation around a stage; that is the stage itself if there are none.
     *
     * @param holdsWorker whether each call keeps a worker thread until its end
     */
    public Stage around(Operation operation, boolean holdsWorker, Stage next) {
        Stage limited = ofServices.computeIfAbsent(operation.service(), this::ofService).apply(next);
        LimitSettings own = ofEndpoint(operation, holdsWorker);
        return around(operation.service() + "." + operation.name(), operation.service(), operation.name(), own).apply(limited);
    }

    private UnaryOperator<Stage> ofService(String service) {
        return around(service, service, null, settings(configs(service).toList(), 0));
    }

    private LimitSettings ofEndpoint(Operation operation, boolean holdsWorker) {
        List<NatsLimitsConfig> configs = configs(operation.service())
                .<NatsLimitsConfig>map(service -> service.endpoints().get(operation.name())).filter(Objects::nonNull).toList();
        return settings(configs, holdsWorker ? workers : 0);
    }

    /** What holds for a service, the nearest first. */
    private Stream<NatsServiceConfig> configs(String service) {
        return Stream.of(service, NatsServiceConfig.EVERY).map(config::get).filter(Objects::nonNull);
    }

    private UnaryOperator<Stage> around(String what, String service, String endpoint, LimitSettings settings) {
        if (settings.isEmpty()) {
            return next -> next;
        }
        RateLimit rate = settings.rate() == 0 ? null : new RateLimit(settings.rate(), System::nanoTime);
        Gate gate = settings.concurrency() == 0 ? null : gate(settings);
        if (gate != null) {
            listener.limited(service, endpoint, new OverloadListener.Load(gate::running, gate::waiting, gate::limit));
        }
        RefusalLog log = new RefusalLog(System::nanoTime);
        return next -> new LimitedCalls(what, rate, gate, log, listener, next);
    }

    private static Gate gate(LimitSettings settings) {
        ConcurrencyLimit limit = settings.adaptive()
                ? new AdaptiveLimit(settings.concurrency(), () -> ThreadLocalRandom.current().nextDouble())
                : ConcurrencyLimit.of(settings.concurrency());
        return new Gate(limit, settings.queue(), System::nanoTime);
    }

    /**
     * @param configs the nearest first
     * @param threads on how many threads the methods run, 0 if they don't need any
     */
    static LimitSettings settings(List<? extends NatsLimitsConfig> configs, int threads) {
        boolean adaptive = configs.stream().flatMap(limits -> limits.adaptiveConcurrency().enabled().stream()).findFirst()
                .orElse(false);
        OptionalInt concurrency = first(configs, NatsLimitsConfig::concurrency);
        OptionalInt queue = first(configs, NatsLimitsConfig::queue);
        int most = concurrency.orElse(threads > 0 ? threads : adaptive ? NatsLimitsConfig.MOST_ADAPTIVE : 0);
        int places = queue.orElse(concurrency.isPresent() || adaptive || threads == 0 ? 0 : NatsLimitsConfig.WORKER_QUEUE);
        return new LimitSettings(most, adaptive, places, first(configs, NatsLimitsConfig::rate).orElse(0));
    }

    private static OptionalInt first(List<? extends NatsLimitsConfig> configs,
            Function<NatsLimitsConfig, OptionalInt> value) {
        return configs.stream().map(value).filter(OptionalInt::isPresent).findFirst().orElse(OptionalInt.empty());
    }

    private record Listeners(List<OverloadListener> all) implements OverloadListener {

        @Override
        public void refused(Operation operation, Refusal reason) {
            all.forEach(each -> each.refused(operation, reason));
        }

        @Override
        public void limited(String service, String endpoint, Load load) {
            all.forEach(each -> each.limited(service, endpoint, load));
        }
    }
}
