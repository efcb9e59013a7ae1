package dev.natsmesh.runtime.call;

/** Knows what a service's methods declare about their values, by a library that an application may lack. */
@FunctionalInterface
public interface Validation {

    /** Nothing is declared. */
    Validation NONE = (operation, bean) -> ValueChecks.NONE;

    /**
     * @param operation what is called
     * @param bean has the method that runs
     */
    ValueChecks of(Operation operation, Object bean);
}
