package io.belastbar.web.openapi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The statuses that an endpoint itself answers, for its OpenAPI description: successes other than what its return type
 * says (200, or 204 for nothing), and refusals that only it knows, such as 409. What stands in front of every endpoint
 * is declared for it ({@link ContractFilter}).
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface Answers {
    int[] value();
}
