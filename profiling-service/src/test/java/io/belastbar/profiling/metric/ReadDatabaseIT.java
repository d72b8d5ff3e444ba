package io.belastbar.profiling.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.profiling.database.TestDatabase;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadDatabaseIT {
    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void everyMeasurementOfTheDocumentsIsThere(int major) throws Exception {
        try (var database = TestDatabase.of(major)) {
            database.run("CREATE SCHEMA \"Ä\"", "CREATE TABLE \"Ä\".t (id int)", "SELECT pg_sleep(0.2)");
            DatabaseReading before =
                    ReadDatabase.read(database.session()).reading().asBefore();
            database.run("INSERT INTO \"Ä\".t SELECT generate_series(1, 1000)", "SELECT count(*) FROM \"Ä\".t");

            List<Measured> measured = DatabaseMeasurements.of(
                    before, ReadDatabase.read(database.session()).reading());

            assertThat(measured)
                    .extracting(Measured::subject)
                    .contains(
                            "database.connections.active",
                            "database.connections.utilization",
                            "database.query.response_time",
                            "database.slow_queries.avg_time",
                            "database.size",
                            "database.active_connections",
                            "database.idle_connections",
                            "database.slow_queries_count",
                            "database.avg_query_time",
                            "database.table_sizes.Ä.t");
            assertThat(ReadDatabase.read(database.session()).statements().top()).isNotEmpty();
            database.run("DROP EXTENSION pg_stat_statements");
            assertThat(ReadDatabase.read(database.session()).statements().top()).isEmpty();
        }
    }
}
