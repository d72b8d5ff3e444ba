package io.belastbar.examples.smartbav.testing;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.belastbar.embedded.testing.TestInfrastructure;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** What the tests say all the time. */
public final class Api {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int UNAVAILABLE = 503;

    private Api() {}

    /** A request by {@code makler<number>@smartcloud.de}, who is logged in. */
    public static RequestSpecification broker(int number) {
        return given().auth().oauth2(token(number)).contentType(ContentType.JSON);
    }

    public static String token(int number) {
        return answered(() -> given().contentType(ContentType.JSON)
                        .body(Map.of("email", "makler" + number + "@smartcloud.de", "password", "testpass123"))
                        .post("/auth/login"))
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }

    /**
     * The answer to what may be asked twice; asked again as long as it is that the database does not answer just now. On a machine that
     * has much to do that says nothing of what is tested.
     */
    public static Response answered(Supplier<Response> asked) {
        return await().atMost(PATIENCE).until(asked::get, response -> response.statusCode() != UNAVAILABLE);
    }

    public static Map<String, Object> employee(String firstName) {
        return Map.of(
                "firstName", firstName,
                "lastName", "Lovelace",
                "email", "ada@example.org",
                "dateOfBirth", "1990-12-10",
                "annualSalary", 48000,
                "startDate", "2020-01-01",
                "department", "tech");
    }

    /** A connection as one of {@code smartbav_owner}, {@code smartbav_app}, {@code smartbav_observer}. */
    public static Connection database(String role) throws SQLException {
        var url = "jdbc:" + TestInfrastructure.settings().get("smartbav.database.url");
        return DriverManager.getConnection(url, role, role + "-password");
    }
}
