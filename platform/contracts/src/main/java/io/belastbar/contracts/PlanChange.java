package io.belastbar.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How a statement was executed, and how it would be with the fix.
 *
 * @param statement as it is normalised, perhaps shortened
 * @param before an excerpt of the plan that was seen
 * @param after of the plan with the fix; null where nobody tried it
 */
public record PlanChange(
        String statement,
        String before,
        @JsonInclude(JsonInclude.Include.NON_NULL) String after) {}
