package io.belastbar.examples.smartbav.employee;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.belastbar.examples.smartbav.testing.Api;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EmployeeIT {
    @Test
    void tenantSeesItsOwnEmployeesAndNobodyElses() {
        List<String> names = Api.answered(() -> Api.broker(11).get("/api/v1/employees?limit=200"))
                .then()
                .statusCode(200)
                .extract()
                .path("items.firstName");

        assertThat(names).hasSize(200).allMatch(name -> name.startsWith("Emp11_"));
    }

    @Test
    void everyLimitOfTheBudgetIsABucketOfTheRequestsHistogram() throws IOException {
        Api.answered(() -> Api.broker(11).get("/api/v1/employees?limit=1"))
                .then()
                .statusCode(200);
        var budget = Files.readString(Path.of("../belastbar/performance-budget.yml"));
        var limits = Pattern.compile("_response_time_\\w+: (\\d+)ms")
                .matcher(budget)
                .results()
                .map(limit -> "le=\"" + Long.parseLong(limit.group(1)) / 1_000.0 + "\"")
                .distinct()
                .toList();
        assertThat(limits).hasSizeGreaterThan(5).contains("le=\"15.0\"");

        // A request is counted a moment after its answer.
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(limits).allSatisfy(limit -> assertThat(
                                when().get("/q/metrics").asString().lines())
                        .anyMatch(line -> line.startsWith("http_server_requests_seconds_bucket")
                                && line.contains("uri=\"/api/v1/employees\"")
                                && line.contains(limit))));
    }

    @Test
    void foreignEmployeeIsNotFoundToReadChangeOrRemove() {
        Api.answered(() -> Api.broker(12).get("/api/v1/employees/emp_12_1"))
                .then()
                .statusCode(200);
        Api.answered(() -> Api.broker(13).get("/api/v1/employees/emp_12_1"))
                .then()
                .statusCode(404);
        Api.broker(13)
                .body(Api.employee("Thief"))
                .put("/api/v1/employees/emp_12_1")
                .then()
                .statusCode(404);
        Api.broker(13).delete("/api/v1/employees/emp_12_1").then().statusCode(404);

        Api.answered(() -> Api.broker(12).get("/api/v1/employees/emp_12_1"))
                .then()
                .body("firstName", is("Emp12_1"));
    }

    @Test
    void databaseRefusesARowForAnotherTenant() throws SQLException {
        try (var app = Api.database("smartbav_app");
                var statement = app.createStatement()) {
            statement.execute("SELECT set_config('app.organization_id', 'org_1', false)");
            var insert = """
                    INSERT INTO employees (id, organization_id, first_name, last_name, email, date_of_birth,
                                           annual_salary, start_date, department)
                    VALUES ('emp_intruder', 'org_2', 'a', 'b', 'c', '1990-01-01', 1, '2020-01-01', 'd')
                    """;

            assertThatThrownBy(() -> statement.execute(insert)).hasMessageContaining("row-level security");
        }
    }

    @Test
    void withoutATenantNobodySeesAnything() throws SQLException {
        try (var app = Api.database("smartbav_app");
                var statement = app.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM employees")) {
            rows.next();
            assertThat(rows.getInt(1)).isZero();
        }
    }

    @Test
    void pagesShowEveryLivingEmployeeOnceNewestFirst() {
        var seen = new ArrayList<String>();
        var times = new ArrayList<String>();
        var path = "/api/v1/employees?limit=199";
        String cursor = "";
        while (cursor != null) {
            var next = path + (cursor.isEmpty() ? "" : "&cursor=" + cursor);
            var page = Api.answered(() -> Api.broker(14).get(next))
                    .then()
                    .statusCode(200)
                    .extract();
            seen.addAll(page.<List<String>>path("items.id"));
            times.addAll(page.<List<String>>path("items.createdAt"));
            cursor = page.path("nextCursor");
        }

        // 1,000 seeded, every 33rd deleted.
        assertThat(seen).hasSize(970).doesNotHaveDuplicates();
        assertThat(times.stream().map(Instant::parse).toList()).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void limitAndCursorAreChecked() {
        for (var limit : List.of("0", "201", "-1", "ten")) {
            Api.broker(1)
                    .get("/api/v1/employees?limit=" + limit)
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", contains("limit"))
                    .body("errors.received", contains(limit));
        }
        Api.answered(() -> Api.broker(1).get("/api/v1/employees?cursor=abc"))
                .then()
                .statusCode(400);
    }

    @Test
    void createdEmployeeIsOnTopOfTheListAndChangesAreSeenAtOnce() {
        var location = Api.broker(15)
                .body(Api.employee("Ada"))
                .post("/api/v1/employees")
                .then()
                .statusCode(201)
                .body("id", startsWith("emp_"))
                .extract()
                .header("Location");

        Api.answered(() -> Api.broker(15).get("/api/v1/employees?limit=1"))
                .then()
                .body("items[0].firstName", is("Ada"));
        Api.answered(() -> Api.broker(15).get(location)).then().body("firstName", is("Ada"));
        Api.broker(15).body(Api.employee("Grace")).put(location).then().statusCode(200);
        Api.answered(() -> Api.broker(15).get(location)).then().body("firstName", is("Grace"));
        Api.broker(15).delete(location).then().statusCode(204);
        Api.answered(() -> Api.broker(15).get(location)).then().statusCode(404);
        Api.broker(15).delete(location).then().statusCode(404);
    }

    @Test
    void badEmployeeIsAnsweredWithEveryBrokenRule() {
        var bad = new HashMap<>(Api.employee(""));
        bad.put("annualSalary", -1);

        Api.broker(1)
                .body(bad)
                .post("/api/v1/employees")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.pointer", contains("/firstName", "/annualSalary"));
    }

    @Test
    void unreadableBodyIsAnsweredWithItsPlace() {
        var wrongDate = new HashMap<>(Api.employee("Ada"));
        wrongDate.put("dateOfBirth", "tomorrow");

        Api.broker(1)
                .body(wrongDate)
                .post("/api/v1/employees")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/dateOfBirth"));
        Api.broker(1).body("{no json").post("/api/v1/employees").then().statusCode(400);
    }
}
