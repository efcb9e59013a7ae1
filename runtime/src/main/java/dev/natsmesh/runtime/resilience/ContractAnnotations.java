package dev.natsmesh.runtime.resilience;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Stage;
import io.smallrye.faulttolerance.CircuitBreakerMaintenanceImpl;
import io.smallrye.faulttolerance.ExecutorHolder;
import io.smallrye.faulttolerance.FaultToleranceOperationProvider;
import io.smallrye.faulttolerance.SpecCompatibility;
import io.smallrye.faulttolerance.config.FaultToleranceOperation;
import io.smallrye.faulttolerance.core.FaultToleranceStrategy;
import io.smallrye.faulttolerance.core.circuit.breaker.CircuitBreakerEvents.StateTransition;
import io.smallrye.faulttolerance.core.metrics.MetricsProvider;
import io.smallrye.faulttolerance.core.timer.Timer;

/** Guards calls as the fault-tolerance annotations of their contract's method say, or the configuration under its name. */
@Singleton
public class ContractAnnotations {

    private final FaultToleranceOperationProvider operations;
    private final Timer timer;
    private final CircuitBreakerMaintenanceImpl breakers;
    private final MetricsProvider metrics;
    private final Recorders recorders;
    private final SpecCompatibility compatibility;

    ContractAnnotations(FaultToleranceOperationProvider operations, ExecutorHolder executors,
            CircuitBreakerMaintenanceImpl breakers, MetricsProvider metrics, Instance<Recorders> recorders,
            SpecCompatibility compatibility) {
        this.operations = operations;
        this.timer = executors.getTimer();
        this.breakers = breakers;
        this.metrics = metrics;
        this.recorders = recorders.isResolvable() ? recorders.get() : (operation, smallRye) -> smallRye;
        this.compatibility = compatibility;
    }

    public Guarding of(Class<?> contract) {
        return (operation, attempt, timeout) -> around(contract, operation, attempt, timeout);
    }

    private Stage around(Class<?> contract, Operation operation, Stage attempt, Duration timeout) {
        FaultToleranceOperation wanted = operations.get(contract, method(contract, operation));
        if (!operation.kind().endsOnce() || !wants(wanted)) {
            return attempt;
        }
        wanted.validate();
        FaultToleranceStrategy<Object> strategy = new Strategies(wanted, timer, breakers, compatibility).build();
        Consumer<StateTransition> listener = wanted.hasCircuitBreaker() && wanted.hasCircuitBreakerName()
                ? breakers.stateTransitionEventHandler(wanted.getCircuitBreakerName().value())
                : null;
        return new GuardedCalls(strategy, metrics(wanted), listener, attempt, timeout);
    }

    private CallMetrics metrics(FaultToleranceOperation wanted) {
        if (!metrics.isEnabled()) {
            return null;
        }
        MeteredCalls metered = new MeteredCalls(wanted);
        return new CallMetrics(metered, recorders.of(metered, metrics.create(metered)));
    }

    private static boolean wants(FaultToleranceOperation wanted) {
        return wanted.hasBulkhead() || wanted.hasTimeout() || wanted.hasRateLimit() || wanted.hasCircuitBreaker()
                || wanted.hasRetry();
    }

    /** Contracts have no two endpoints of one name. */
    private static Method method(Class<?> contract, Operation operation) {
        return Arrays.stream(contract.getMethods())
                .filter(method -> method.getName().equals(operation.method()) && Modifier.isAbstract(method.getModifiers()))
                .findFirst().orElseThrow();
    }
}
