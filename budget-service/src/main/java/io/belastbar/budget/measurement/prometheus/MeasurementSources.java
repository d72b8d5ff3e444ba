package io.belastbar.budget.measurement.prometheus;

import java.time.Duration;
import java.util.List;

/**
 * What is collected for a system, from where and how often.
 *
 * @param target name of a registered Prometheus server
 * @param credentials name of its credentials; null if it asks for none
 */
record MeasurementSources(String target, String credentials, Duration every, List<SourceQuery> queries) {

    MeasurementSources {
        queries = List.copyOf(queries);
    }
}
