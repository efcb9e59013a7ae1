package dev.natsmesh.runtime.routing;

import java.time.Duration;

/** Asks instances whether they are there. The answers come to the route, later and on any thread. */
interface Instances {

    /** {@link ServiceRoute#answered} or {@link ServiceRoute#silent} is called when it is known. */
    void ask(Instance instance);

    /** Asks all that the route knows, but not more often than is good. */
    void askAll();

    /** Asks whoever is there: {@link ServiceRoute#announced} or {@link ServiceRoute#plain} is called for each. */
    void askWhoIsThere();

    /** Runs that later. */
    void after(Duration pause, Runnable task);
}
