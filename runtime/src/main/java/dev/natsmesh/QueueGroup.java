package dev.natsmesh;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * On a service's class or one of its methods, or on a contract or one of its methods: the queue group of the endpoints. Of the
 * instances in one group, one gets each request. The nearest one counts: the method's in the service's class, that in the contract,
 * the service's class', the contract's. Without any it is {@code q} (ADR-32).
 *
 * <p>Instances in different groups each get a copy of every request, and each answers; the caller gets the first answer.
 */
@Documented
@Retention(RUNTIME)
@Target({ TYPE, METHOD })
public @interface QueueGroup {

    /** No group: every instance gets every request. */
    String NONE = "";

    /** @return the group's name, of letters, digits, {@code .}, {@code -} and {@code _}; or {@link #NONE} */
    String value();
}
