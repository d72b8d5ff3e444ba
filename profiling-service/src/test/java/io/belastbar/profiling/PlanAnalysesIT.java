package io.belastbar.profiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.belastbar.embedded.testing.TestInfrastructure;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plans that the embedded PostgreSQL executes now, at the door. */
@QuarkusTest
class PlanAnalysesIT {
    private static final String ANALYSES = "/api/v1/plan-analyses";
    private static final String RESULT = "[{\"Plan\": {\"Node Type\": \"Result\", \"Total Cost\": 1}}]";

    @Test
    void ownTimesOfExecutedPlansAddUp() throws SQLException {
        for (String sql : List.of(
                "SELECT count(*) FROM generate_series(1, 20000) g JOIN generate_series(1, 300) h ON g = h",
                "WITH c AS MATERIALIZED (SELECT g, g % 7 AS m FROM generate_series(1, 20000) g)"
                        + " SELECT a.m, count(*) FROM c a JOIN c b USING (g) GROUP BY a.m",
                "SELECT (SELECT max(g) FROM generate_series(1, 9000) g), n.nspname,"
                        + " (SELECT count(*) FROM pg_class c WHERE c.relnamespace = n.oid) FROM pg_namespace n",
                "SELECT oid, row_number() OVER (ORDER BY relname) FROM pg_class")) {
            JsonPath answer = Api.viewer()
                    .contentType("application/json")
                    .body(explained(sql))
                    .post(ANALYSES)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();

            List<Double> own = answer.getList("plans[0].nodes.ownMs", Double.class);
            List<Double> shares = answer.getList("plans[0].nodes.share", Double.class);
            assertThat(sum(own)).isCloseTo(answer.getDouble("plans[0].nodes[0].totalMs"), within(0.05));
            assertThat(sum(shares)).isLessThanOrEqualTo(1.000001);
            assertThat(answer.getDouble("plans[0].totalMs"))
                    .isCloseTo(answer.getDouble("plans[0].executionMs"), within(0.05));
        }
    }

    @Test
    void plansAreAnsweredAsDataAsMarkdownAndAsAPage() {
        Api.viewer()
                .contentType("text/plain")
                .body(RESULT)
                .post(ANALYSES)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("plans", hasSize(1))
                .body("plans[0].nodes[0].title", equalTo("Result"))
                .body("plans[0].verdict.german", startsWith("Ohne Messung"));
        Api.viewer()
                .contentType("application/json")
                .body(RESULT)
                .queryParam("lang", "de")
                .post(ANALYSES + "?format=md")
                .then()
                .statusCode(200)
                .contentType("text/markdown")
                .body(startsWith("# Ausführungsplan"));
        Api.viewer()
                .contentType("application/json")
                .header("Accept", "text/html")
                .body(RESULT)
                .post(ANALYSES)
                .then()
                .statusCode(200)
                .contentType("text/html")
                .body(containsString("<title>Execution plan</title>"));
    }

    /** As the shell of Windows writes what psql prints. */
    @Test
    void aPlanInUtf16IsRead() {
        for (String type : List.of("application/json", "text/plain", "application/octet-stream")) {
            Api.viewer()
                    .contentType(type)
                    .body(("\uFEFF" + RESULT).getBytes(StandardCharsets.UTF_16LE))
                    .post(ANALYSES)
                    .then()
                    .statusCode(200)
                    .body("plans[0].nodes[0].title", equalTo("Result"));
        }
    }

    @Test
    void logsAreReadWithPlansAndStatements() {
        String log = "2026-01-01 UTC [7] LOG:  duration: 3.5 ms  statement: select 1\n"
                + "2026-01-01 UTC [7] LOG:  duration: 9.0 ms  plan:\n\t" + RESULT.substring(1, RESULT.length() - 1)
                + "\n";

        Api.viewer()
                .contentType("text/plain")
                .body(log)
                .post(ANALYSES)
                .then()
                .statusCode(200)
                .body("statements[0].text", equalTo("select ?"))
                .body("plans[0].executionMs", equalTo(9.0f));
    }

    @Test
    void whatIsNoPlanIsAProblemWithItsPlace() {
        String deep = "{\"Plan\": " + "{\"Node Type\": \"X\", \"Plans\": [".repeat(5_000);
        for (String body : List.of(
                "<explain/>", "Seq Scan on t (cost=0.00..1.00 rows=1 width=4)", "[{\"Plan\": {", deep, "", "\0")) {
            refused(body.getBytes(StandardCharsets.UTF_8));
        }
        refused(new byte[] {'[', (byte) 0xC3, '('});
        Api.viewer()
                .contentType("application/json")
                .body("{\"Plan\": {\"Node Type\": \"X\",\n \"Actual Loops\": -1}}")
                .post(ANALYSES)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/Plan/Actual Loops"))
                .body("errors[0].line", equalTo(2))
                .body("errors[0].column", equalTo(18))
                .body("errors[0].received", equalTo("-1"));
    }

    @Test
    void tenMegabytesAreTooLarge() {
        Api.viewer()
                .contentType("application/json")
                .body(" ".repeat(10_000_000))
                .post(ANALYSES)
                .then()
                .statusCode(413);
    }

    @Test
    void whoIsUnknownGetsNoAnswer() {
        RestAssured.given()
                .contentType("application/json")
                .body(RESULT)
                .post(ANALYSES)
                .then()
                .statusCode(401);
    }

    private static String explained(String sql) throws SQLException {
        var settings = TestInfrastructure.settings();
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:" + settings.get("smartbav.database.url"),
                        "smartbav_app",
                        settings.get("smartbav.database.app.password"));
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("EXPLAIN (ANALYZE, BUFFERS, VERBOSE, FORMAT JSON) " + sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void refused(byte[] body) {
        Api.viewer()
                .contentType("text/plain")
                .body(body)
                .post(ANALYSES)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.line", everyItem(equalTo(1)));
    }

    private static double sum(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sum();
    }
}
