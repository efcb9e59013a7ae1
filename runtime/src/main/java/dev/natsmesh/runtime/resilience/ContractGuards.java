package dev.natsmesh.runtime.resilience;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.faulttolerance.Retry;
import org.jboss.logging.Logger;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Stage;
import dev.natsmesh.runtime.config.NatsClientConfig;
import dev.natsmesh.runtime.config.NatsConfig;
import dev.natsmesh.runtime.config.NatsMethodConfig;
import io.quarkus.arc.All;
import io.smallrye.faulttolerance.CircuitBreakerMaintenanceImpl;
import io.smallrye.faulttolerance.ExecutorHolder;
import io.smallrye.faulttolerance.FaultToleranceOperationProvider;
import io.smallrye.faulttolerance.SpecCompatibility;
import io.smallrye.faulttolerance.config.FaultToleranceOperation;
import io.smallrye.faulttolerance.core.FaultToleranceStrategy;
import io.smallrye.faulttolerance.core.circuit.breaker.CircuitBreakerEvents.StateTransition;
import io.smallrye.faulttolerance.core.metrics.MetricsProvider;
import io.smallrye.faulttolerance.core.timer.Timer;

/** Guards calls as the configuration says, and the fault-tolerance annotations of their contract's method. */
@Singleton
public class ContractGuards {

    private static final Logger LOG = Logger.getLogger(ContractGuards.class);

    private final FaultToleranceOperationProvider operations;
    private final Timer timer;
    private final CircuitBreakerMaintenanceImpl breakers;
    private final MetricsProvider metrics;
    private final Recorders recorders;
    private final SpecCompatibility compatibility;
    private final List<Retries> listeners;
    private final Map<String, NatsClientConfig> clients;
    private final Map<String, CalledService> services = new ConcurrentHashMap<>();

    ContractGuards(FaultToleranceOperationProvider operations, ExecutorHolder executors,
            CircuitBreakerMaintenanceImpl breakers, MetricsProvider metrics, Instance<Recorders> recorders,
            SpecCompatibility compatibility, @All List<Retries> listeners, NatsConfig config) {
        this.operations = operations;
        this.timer = executors.getTimer();
        this.breakers = breakers;
        this.metrics = metrics;
        this.recorders = recorders.isResolvable() ? recorders.get() : (operation, smallRye) -> smallRye;
        this.compatibility = compatibility;
        this.listeners = List.copyOf(listeners);
        this.clients = config.clients();
    }

    /**
     * What is asked for a contract.
     *
     * @param annotated the contract's interface if it has annotations of fault tolerance, else {@code null}
     * @param intercepted whether an interceptor carries these annotations out
     * @param blocking the methods whose callers wait
     */
    public Guarding of(Class<?> annotated, boolean intercepted, Set<String> blocking) {
        return new Guarding() {

            @Override
            public Stage around(Operation operation, Stage attempt, Duration timeout) {
                if (!operation.kind().endsOnce()) {
                    return attempt;
                }
                Method method = annotated == null ? null : method(annotated, operation);
                FaultToleranceOperation said = annotated == null ? null : operations.get(annotated, method);
                Policies policies = new Policies(operation, Settings.of(clients, operation), intercepted ? null : said,
                        method != null && hasRetry(annotated, method), blocking.contains(operation.method()),
                        compatibility.inspectExceptionCauseChain());
                Policy policy = intercepted ? left(operation, policies.policy(), said) : policies.policy();
                // Inside of the other guards, so that these see one call, and its time is limited as a whole.
                CalledService service = service(operation.service());
                Stage hedged = policy.hedging() == null
                        ? attempt
                        : new HedgedCalls(attempt, service, new RepeatRule(operation), policy.hedging(),
                                policy.retry() == null && policy.repeats() == null);
                Stage repeated = policy.repeats() == null ? hedged : repeated(operation, policy, hedged, service);
                return guarded(policy, repeated, timeout, service);
            }

            @Override
            public Duration timeout(Operation operation, Duration otherwise) {
                return Settings.of(clients, operation).nearest(NatsMethodConfig::timeout).orElse(otherwise);
            }
        };
    }

    /** What is left to do where an interceptor carries out what the annotations say. */
    private static Policy left(Operation operation, Policy policy, FaultToleranceOperation intercepted) {
        if (intercepted == null) {
            return policy;
        }
        return new Policy(policy.name(), policy.timeout(),
                left(operation, "retry", policy.retry(), intercepted.hasRetry()),
                left(operation, "circuit-breaker", policy.breaker(), intercepted.hasCircuitBreaker()),
                left(operation, "bulkhead", policy.bulkhead(), intercepted.hasBulkhead()),
                left(operation, "rate-limit", policy.rate(), intercepted.hasRateLimit()), policy.repeats(),
                policy.hedging());
    }

    private static <T> T left(Operation operation, String section, T wanted, boolean intercepted) {
        if (wanted != null && intercepted) {
            LOG.warnf("%s: what quarkus.nats.clients says of %s doesn't count, because an interceptor carries out the method's"
                    + " annotation; use quarkus.fault-tolerance.\"%s/%s\".%s", operation, section, operation.contract(),
                    operation.method(), section);
        }
        return intercepted ? null : wanted;
    }

    private Stage guarded(Policy policy, Stage attempt, Duration timeout, CalledService service) {
        if (policy.isEmpty()) {
            return attempt;
        }
        FaultToleranceStrategy<Object> strategy = new Strategies(policy, timer, breakers).build();
        Consumer<StateTransition> listener = policy.breaker() != null && policy.breaker().name() != null
                ? breakers.stateTransitionEventHandler(policy.breaker().name())
                : null;
        return new GuardedCalls(strategy, metrics(policy), listener, attempt, policy.retry() == null ? null : timeout,
                service);
    }

    private Stage repeated(Operation operation, Policy policy, Stage attempt, CalledService service) {
        GuardedCalls untaken = policy.repeats() == 0
                ? null
                : retried(policy, SafeRepeats.untaken(policy.repeats()), attempt, service);
        GuardedCalls unavailable = !operation.idempotent()
                ? null
                : retried(policy, SafeRepeats.unavailable(operation), attempt, service);
        return new SafeRepeats(operation, attempt, untaken, unavailable, service);
    }

    private GuardedCalls retried(Policy policy, Policy.Retry retry, Stage attempt, CalledService service) {
        return new GuardedCalls(new Strategies(Policy.of(policy.name(), retry), timer, breakers).build(), null, null, attempt,
                null, service);
    }

    private CalledService service(String name) {
        return services.computeIfAbsent(name, service -> new CalledService(service,
                Settings.budget(clients, service, System::nanoTime), listeners, System::nanoTime));
    }

    private CallMetrics metrics(Policy policy) {
        if (!metrics.isEnabled()) {
            return null;
        }
        MeteredCalls metered = new MeteredCalls(policy);
        return new CallMetrics(metered, recorders.of(metered, metrics.create(metered)));
    }

    /** Also if it is switched off. */
    private static boolean hasRetry(Class<?> contract, Method method) {
        return method.isAnnotationPresent(Retry.class) || contract.isAnnotationPresent(Retry.class)
                || method.getDeclaringClass().isAnnotationPresent(Retry.class);
    }

    /** Contracts have no two endpoints of one name. */
    private static Method method(Class<?> contract, Operation operation) {
        return Arrays.stream(contract.getMethods())
                .filter(method -> method.getName().equals(operation.method()) && Modifier.isAbstract(method.getModifiers()))
                .findFirst().orElseThrow();
    }
}
