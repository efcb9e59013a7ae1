package dev.natsmesh.runtime.routing;

/** Chooses the instances that get the calls of one method. Any thread may ask. */
interface Balancer {

    /**
     * @param serving the instances that get calls, at least one; nobody changes it
     * @param payload the call's arguments
     * @return {@code null} if any instance will do
     */
    Instance choose(Instance[] serving, Object payload);

    /** Whether an instance that may be tried would be chosen instead of the one that is. */
    default boolean mayTry(Instance onTrial, Instance chosen, Object payload) {
        return true;
    }

    /** Whether another attempt of a call goes to another instance than the one before, if there is one. */
    default boolean repeatsElsewhere() {
        return true;
    }

    /** A call of that instance begins. @return who is told of its end, {@code null} for nobody */
    default TimedCall begin(Instance instance) {
        return null;
    }
}
