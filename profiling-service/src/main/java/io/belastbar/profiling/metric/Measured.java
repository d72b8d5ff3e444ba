package io.belastbar.profiling.metric;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * One measurement as budget-service takes it.
 *
 * @param value with a point, without an exponent
 * @param samples how many events a share is of; null where it is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Measured(
        String subject,
        String kind,
        String service,
        String metric,
        String value,
        String unit,
        Long samples,
        Instant at) {}
