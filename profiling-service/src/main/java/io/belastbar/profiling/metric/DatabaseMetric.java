package io.belastbar.profiling.metric;

import java.util.Arrays;
import java.util.Optional;

/**
 * What is measured of a database each minute, under the names of requirements 2 (sections 1.2 and 4.2); table sizes are named
 * after their tables. Figure and unit are budget-service's words.
 */
enum DatabaseMetric {
    CONNECTIONS_ACTIVE("database.connections.active", "count", null),
    CONNECTIONS_UTILIZATION("database.connections.utilization", "utilisation", "%"),
    ACTIVE_CONNECTIONS("database.active_connections", "count", null),
    IDLE_CONNECTIONS("database.idle_connections", "count", null),
    /** How long the database took to answer us. */
    RESPONSE_TIME("database.query.response_time", "response_time", "ms"),
    /** Mean of the five slowest statements above 100 ms, since counting began; nothing when there is none. */
    SLOW_QUERIES_AVG_TIME("database.slow_queries.avg_time", "duration", "ms"),
    /** Statements that take more than 1,000 ms on average. */
    SLOW_QUERIES_COUNT("database.slow_queries_count", "count", null),
    /** Of the calls since the reading before. */
    AVG_QUERY_TIME("database.avg_query_time", "duration", "ms"),
    /** Of the blocks since the reading before. */
    CACHE_HIT_RATIO("database.cache_hit_ratio", "hit_ratio", "%"),
    SIZE("database.size", "size", "B"),
    DEAD_ROWS("database.dead_tuples", "count", null),
    TRANSACTIONS("database.transactions", "throughput", "/s"),
    INSERTS("database.inserts", "throughput", "/s"),
    UPDATES("database.updates", "throughput", "/s"),
    DELETES("database.deletes", "throughput", "/s"),
    ROLLBACKS("database.rollbacks", "event_rate", "/s"),
    DEADLOCKS("database.deadlocks", "event_rate", "/s"),
    TEMPORARY_FILES("database.temporary_files", "event_rate", "/s");

    private final String subject;
    private final String figure;
    private final String unit;

    DatabaseMetric(String subject, String figure, String unit) {
        this.subject = subject;
        this.figure = figure;
        this.unit = unit;
    }

    String subject() {
        return subject;
    }

    String figure() {
        return figure;
    }

    /** Null for a count. */
    String unit() {
        return unit;
    }

    static Optional<DatabaseMetric> of(String subject) {
        return Arrays.stream(values())
                .filter(metric -> metric.subject.equals(subject))
                .findFirst();
    }
}
