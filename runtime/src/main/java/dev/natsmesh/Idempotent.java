package dev.natsmesh;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * On a contract's method, or on the contract for all of them: running the call twice does no harm. Only such a call is sent
 * again when the connection drops while it is under way, and only such a method may have {@code @Retry}.
 */
@Documented
@Retention(RUNTIME)
@Target({ METHOD, TYPE })
public @interface Idempotent {
}
