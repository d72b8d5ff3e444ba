package io.belastbar.budget.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Values that were stored before series had ids are all kept, with their numbers, and take less than half of the space. */
class SeriesMigrationIT {

    private static final OwnSchema SCHEMA = new OwnSchema("capacity");
    private static final String VALUES = """
            SELECT md5(string_agg(concat_ws('|', point_id, system, subject_kind, service, subject, metric, scenario, at, value,
                                            samples, source, run_id, labels), E'\\n' ORDER BY point_id)) FROM series_point""";

    @Test
    void manyValuesTakeLessThanHalfOfTheirSpaceAndStayWhatTheyWere() throws SQLException {
        SCHEMA.begin("72");
        SCHEMA.execute("""
                INSERT INTO series_point (system, subject_kind, service, subject, metric, scenario, at, value, samples, source,
                                          run_id, labels)
                SELECT 'shop-production', 'ENDPOINT', 'basket-service', 'GET /api/v1/baskets/{basket}/items/' || i % 200,
                       'target_response_time_p95', '', timestamptz '2026-01-01Z' + i / 200 * interval '30 s', i % 977, 30,
                       'prometheus', '', '{}'
                  FROM generate_series(1, 200000) AS i""");
        SCHEMA.execute("""
                INSERT INTO series_point (system, subject_kind, service, subject, metric, scenario, at, value, samples, source,
                                          run_id, labels)
                VALUES ('shop', 'QUERY', '', 'SELECT 1', 'target_query_time', 'nightly', '2026-01-01Z', 1.5, 3, 'run', 'r1',
                        '{"branch": "feature-x", "version": "1"}'),
                       ('shop', 'QUERY', '', 'SELECT 1', 'target_query_time', 'gone', '2026-01-01Z', 1.5, 3, 'run', 'r2', '{}')""");
        SCHEMA.execute("DELETE FROM series_point WHERE run_id = 'r2'");
        SCHEMA.execute("VACUUM FULL ANALYZE series_point");
        var values = SCHEMA.rows(VALUES);
        var before = size();

        SCHEMA.migrate("latest");

        assertThat(SCHEMA.rows(VALUES.replace("FROM series_point", "FROM series_point JOIN series USING (series_id)")))
                .isEqualTo(values);
        assertThat(SCHEMA.rows("SELECT DISTINCT concat_ws(' ', branch, testbed) FROM series"))
                .as("what nobody told apart is one history")
                .containsExactly("main default");
        assertThat(SCHEMA.rows("""
                        INSERT INTO series_point (series_id, at, value, samples, source, run_id, labels)
                        SELECT min(series_id), now(), 1, 1, 'posted', '', '{}' FROM series RETURNING point_id"""))
                .as("numbers go on behind the last that was given")
                .containsExactly("200003");
        var after = size();
        System.out.printf("series_point: %,d bytes before, %,d after, %.2f%n", before, after, (double) after / before);
        assertThat(after).isLessThan(before / 2);
    }

    private static long size() throws SQLException {
        return Long.parseLong(
                SCHEMA.rows("SELECT pg_total_relation_size('series_point')").getFirst());
    }
}
