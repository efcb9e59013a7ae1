package dev.natsmesh;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * On an exception class: the code that callers get when a service fails with it, in the header {@code Nats-Service-Error-Code}
 * (ADR-32). An exception that the contract declares arrives as itself, and has the code 422 without this annotation; any other
 * arrives as a {@link ServiceException} with this code and the exception's message. Subclasses inherit it.
 */
@Documented
@Inherited
@Retention(RUNTIME)
@Target(TYPE)
public @interface ErrorCode {

    /** @return the code, from 400 to 599: as in HTTP, 4xx is the caller's fault, 5xx the service's */
    int value();
}
