package io.belastbar.examples.smartbav.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.belastbar.examples.smartbav.testing.Api;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BatchIT {
    @Test
    void tenThousandEmployeesAreCreatedByOneJob() throws SQLException {
        var job = Api.broker(21)
                .body(batch(10_000, "Batch"))
                .post("/api/v2/employees/batch-create")
                .then()
                .statusCode(202)
                .body("total", is(10_000))
                .extract()
                .header("Location");

        finishes(21, job, "SUCCEEDED");

        Api.broker(21).get(job).then().body("done", is(10_000));
        assertThat(count("org_21", "Batch")).isEqualTo(10_000);
        Api.broker(22).get(job).then().statusCode(404);
    }

    /** The refusal comes in the second of two chunks; the first must go, too. */
    @Test
    void jobThatFailsCreatesNobody() throws SQLException {
        var employees = new ArrayList<>(Collections.nCopies(1_999, Api.employee("Undone")));
        employees.add(Api.employee("Refused"));
        owner("ALTER TABLE employees ADD CONSTRAINT test_refusal CHECK (first_name <> 'Refused')");

        var job = Api.broker(23)
                .body(Map.of("employees", employees))
                .post("/api/v2/employees/batch-create")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");

        finishes(23, job, "FAILED");
        Api.broker(23).get(job).then().body("done", is(0)).body("error", containsString("refused"));
        assertThat(count("org_23", "Undone")).isZero();
        owner("ALTER TABLE employees DROP CONSTRAINT test_refusal");
    }

    @Test
    void oneBadEmployeeStopsTheWholeBatchBeforeItStarts() {
        Api.broker(24)
                .body(Map.of("employees", List.of(Api.employee("Good"), Api.employee(""))))
                .post("/api/v2/employees/batch-create")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/employees/1/firstName"));
    }

    @Test
    void jobOfADeadInstanceIsTakenOver() throws SQLException {
        owner("""
                    INSERT INTO batch_jobs (id, organization_id, status, total, attempt, payload, claimed_by, heartbeat_at)
                    VALUES ('job_orphan', 'org_25', 'RUNNING', 1, 1,
                            '{"employees":[{"firstName":"Orphan","lastName":"B","email":"a@b.de",
                              "dateOfBirth":"1990-01-01","annualSalary":1,"startDate":"2020-01-01","department":"hr"}]}',
                            'dead', now() - interval '2 minutes')
                """);

        finishes(25, "/api/v2/employees/batch-jobs/job_orphan", "SUCCEEDED");
        assertThat(count("org_25", "Orphan")).isEqualTo(1);
    }

    @Test
    void jobsBehindOnesThatCannotSucceedAreImported() throws SQLException {
        job("job_no_json", "PENDING", 0, "5 minutes", "not json");
        job("job_nul", "PENDING", 0, "4 minutes", payload("A\\u0000B"));
        job("job_killer", "RUNNING", 5, "3 minutes", payload("Killer"));
        job("job_well", "PENDING", 0, "2 minutes", payload("Well"));

        finishes(26, "/api/v2/employees/batch-jobs/job_well", "SUCCEEDED");
        for (var failed : Map.of(
                        "job_no_json", "could not be imported",
                        "job_nul", "SQLSTATE 22021",
                        "job_killer", "5 times")
                .entrySet()) {
            finishes(26, "/api/v2/employees/batch-jobs/" + failed.getKey(), "FAILED");
            Api.broker(26)
                    .get("/api/v2/employees/batch-jobs/" + failed.getKey())
                    .then()
                    .body("error", containsString(failed.getValue()));
        }
        assertThat(count("org_26", "Killer")).isZero();
    }

    private static void job(String id, String status, int attempt, String age, String payload) throws SQLException {
        owner("""
                    INSERT INTO batch_jobs (id, organization_id, status, total, attempt, payload, claimed_by,
                                            heartbeat_at, created_at)
                    VALUES ('%s', 'org_26', '%s', 1, %d, '%s', 'dead', now() - interval '2 minutes',
                            now() - interval '%s')
                """.formatted(id, status, attempt, payload, age));
    }

    private static String payload(String firstName) {
        return """
                {"employees":[{"firstName":"%s","lastName":"B","email":"a@b.de","dateOfBirth":"1990-01-01",
                  "annualSalary":1,"startDate":"2020-01-01","department":"hr"}]}""".formatted(firstName);
    }

    private static void finishes(int broker, String job, String status) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(
                        () -> Api.broker(broker).get(job).then().statusCode(200).body("status", is(status)));
    }

    private static void owner(String sql) throws SQLException {
        try (var owner = Api.database("smartbav_owner");
                var statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Map<String, Object> batch(int size, String firstName) {
        return Map.of("employees", Collections.nCopies(size, Api.employee(firstName)));
    }

    private static int count(String organizationId, String firstName) throws SQLException {
        try (var owner = Api.database("smartbav_owner");
                var query = owner.prepareStatement(
                        "SELECT count(*) FROM employees WHERE organization_id = ? AND first_name = ?")) {
            query.setString(1, organizationId);
            query.setString(2, firstName);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
