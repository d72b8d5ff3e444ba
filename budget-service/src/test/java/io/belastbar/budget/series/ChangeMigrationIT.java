package io.belastbar.budget.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Changes that were stored before they belonged to a series keep what was said of them, and no value is left unlooked at. */
class ChangeMigrationIT {

    private static final OwnSchema SCHEMA = new OwnSchema("chaos");

    @Test
    void changesFindTheirSeriesAndWhatWasNotLookedAtIsNoted() throws SQLException {
        SCHEMA.begin("72");
        SCHEMA.execute("""
                INSERT INTO series_point (system, subject_kind, service, subject, metric, scenario, at, value, samples, source,
                                          run_id, labels)
                SELECT 'shop', 'ENDPOINT', '', 'GET /' || i / 200, 'target_response_time_p95', '',
                       timestamptz '2026-01-01Z' + i * interval '1 h', i, 1, 'posted', '', '{}'
                  FROM generate_series(1, 399) AS i""");
        SCHEMA.execute("UPDATE regression_look SET point_id = 350");
        SCHEMA.execute("""
                INSERT INTO change_point (change_id, system, subject_kind, service, subject, metric, scenario, at, state, worse,
                                          explanation, detected_at, decided_by)
                SELECT gen_random_uuid(), 'shop', 'ENDPOINT', '', name, 'target_response_time_p95', '', '2026-01-02Z', 'ACCEPTED',
                       true, '{}', '2026-01-03Z', 'mia'
                  FROM unnest(ARRAY['GET /0', 'GET /without-values']) AS name""");

        SCHEMA.migrate("latest");

        assertThat(SCHEMA.rows("""
                        SELECT concat_ws(' ', s.subject, s.branch, s.testbed, c.kind, c.state, c.decided_by)
                          FROM change_point c JOIN series s USING (series_id) ORDER BY 1"""))
                .containsExactly(
                        "GET /0 main default STEP ACCEPTED mia", "GET /without-values main default STEP ACCEPTED mia");
        assertThat(SCHEMA.rows("SELECT s.subject FROM series_news JOIN series s USING (series_id) ORDER BY 1"))
                .containsExactly("GET /1");
        SCHEMA.execute("""
                INSERT INTO series_point (series_id, at, value, samples, source, run_id, labels)
                SELECT series_id, '2026-03-01Z', 1, 1, 'posted', '', '{}' FROM series CROSS JOIN generate_series(1, 1)
                 WHERE subject = 'GET /0'""");
        assertThat(SCHEMA.rows("SELECT s.subject FROM series_news JOIN series s USING (series_id) ORDER BY 1"))
                .as("a statement notes its series")
                .containsExactly("GET /0", "GET /1");
    }
}
