package dev.natsmesh.runtime.routing;

import java.util.Arrays;

import dev.natsmesh.runtime.call.Call;

/** Where the calls of one operation go that has a balancer: always to single instances, as far as they can be called so. */
public final class BalancedRoute {

    private final ServiceRoute route;
    private final Balancer balancer;

    BalancedRoute(ServiceRoute route, Balancer balancer) {
        this.route = route;
        this.balancer = balancer;
    }

    /** Is told what came of the calls. */
    public ServiceRoute service() {
        return route;
    }

    /**
     * The instance that gets the call.
     *
     * @param idempotent whether the call can be repeated if it fails
     * @return {@code null} for the queue group
     */
    public Instance next(Call call, boolean idempotent) {
        Instance[] serving = route.serving();
        if (serving == null) {
            return null;
        }
        Object payload = call.payload();
        Instance before = (Instance) call.tried();
        Instance chosen = balancer.choose(serving, payload);
        if (chosen == before && serving.length > 1 && balancer.repeatsElsewhere()) {
            chosen = balancer.choose(without(before, serving), payload);
        }
        for (Instance trial : route.trials()) {
            if (!trial.isDark() && trial != before && balancer.mayTry(trial, chosen, payload)
                    && route.takes(trial, idempotent)) {
                chosen = trial;
                break;
            }
        }
        call.trying(chosen);
        return chosen;
    }

    private static Instance[] without(Instance one, Instance[] all) {
        return Arrays.stream(all).filter(each -> each != one).toArray(Instance[]::new);
    }

    /** A call of that instance begins. @return who is told of its end, {@code null} for nobody */
    public TimedCall begin(Instance instance) {
        return balancer.begin(instance);
    }
}
