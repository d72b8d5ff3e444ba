package io.belastbar.capacity.plan.compare;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.belastbar.capacity.projection.ChosenMethod;
import io.belastbar.capacity.projection.ProjectedValue;
import io.belastbar.capacity.projection.Projection;
import io.belastbar.capacity.projection.ProjectionRepository;
import io.belastbar.forecasting.Trend;
import io.belastbar.jobs.Await;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ComparePlanIT {

    @Inject
    ProjectionRepository projections;

    @Inject
    Pool pool;

    private final String system = "compared-" + UUID.randomUUID();
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    /** As the system sees it, which nobody described. */
    private final int year = LocalDate.now(ZONE).getYear();

    @Test
    void aPastYearStandsBesideWhatWasMeasuredAndALaterOneBesideTheForecast() {
        post("""
                {"metric":"database.connections.active","unit":"connections","kind":"peak","zone":"Europe/Berlin","points":[
                {"at":"%1$d-12-24T12:00:00Z","value":70},{"at":"%1$d-12-30T09:00:00Z","value":88},
                {"at":"%1$d-12-30T21:00:00Z","value":60},{"at":"%2$d-01-01T00:00:00+01:00","value":99}]}""".formatted(year - 1, year));
        keepForecast();
        given().auth()
                .preemptive()
                .oauth2("engineer-token")
                .contentType("application/yaml")
                .body("""
                        limits:
                          - {metric: connection_count, current: 45, end_%1$d: 75, end_%2$d: 120, end_%3$d: 140, alarm_at: 150}
                        storage: {current: 1 GB, end_%1$d: 2 GB}
                        """.formatted(year - 1, year, year + 9).getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/" + system + "/capacity-plan")
                .then()
                .statusCode(201);

        as("viewer")
                .get("/api/v1/systems/" + system + "/capacity-plan")
                .then()
                .statusCode(200)
                .body("figures[0].series", equalTo("database.connections.active"))
                .body("figures[0].values[0].measured.value", equalTo(88f))
                .body("figures[0].values[0].text.english", containsString("plan 75, measured 88"))
                .body("figures[0].values[1].text.english", containsString("plan 120, trend 96 (80 to 110)"))
                .body("figures[0].values[1].text.german", containsString("Plan 120, Trend 96 (80 bis 110)"))
                .body("figures[0].values[2].text.english", containsString("the forecast reaches until"))
                .body("figures[1].series", nullValue())
                .body(
                        "figures[1].values[0].text.english",
                        containsString("there is no series storage to compare it with"));
    }

    @Test
    void aLimitInAnotherUnitThanItsSeriesIsNamed() {
        post("""
                {"metric":"database.connections.active","unit":"connections","points":[
                {"at":"%d-12-30T09:00:00Z","value":88}]}""".formatted(year - 1));
        given().auth()
                .preemptive()
                .oauth2("engineer-token")
                .contentType("application/yaml")
                .body("limits: [{metric: database.connections.active, alarm_at: 150ms}]"
                        .getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/" + system + "/capacity-plan")
                .then()
                .statusCode(201)
                .body("warnings.kind", contains("UNIT_DIFFERS"));

        as("viewer")
                .get("/api/v1/systems/" + system + "/capacity-plan")
                .then()
                .body("warnings[0].kind", equalTo("UNIT_DIFFERS"))
                .body("warnings[0].text.english", containsString("is not watched"));
    }

    private void keepForecast() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Instant end = LocalDate.of(year + 1, 1, 1).atStartOfDay(ZONE).toInstant();
        var projection = new Projection(
                system,
                "database.connections.active",
                "connections",
                now,
                now.minus(Duration.ofDays(90)),
                end.plus(Duration.ofDays(30)),
                new Projection.Reading(now, 99),
                new ChosenMethod("theta", 5, 4, 0.8, 1.0, now),
                0.5,
                Trend.Direction.DEGRADING,
                List.of(),
                List.of(new ProjectedValue(end, 96, 80, 110, 70, 120, false)),
                List.of());
        Await.of(pool.withTransaction(transaction -> projections.store(transaction, projection)));
    }

    private void post(String series) {
        as("engineer")
                .contentType("application/json")
                .body(series)
                .post("/api/v1/systems/" + system + "/series")
                .then()
                .statusCode(201);
    }

    private static RequestSpecification as(String role) {
        return given().auth().preemptive().oauth2(role + "-token");
    }
}
