package io.belastbar.examples.smartbav.login;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.belastbar.examples.smartbav.testing.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LoginIT {
    @Test
    void rightPasswordGivesATokenThatOpensTheApi() {
        login(Map.of("email", "Makler7@smartcloud.de", "password", "testpass123"))
                .statusCode(200)
                .body("access_token", notNullValue())
                .body("token_type", is("Bearer"))
                .body("expires_in", is(3600));

        Api.broker(7).get("/api/v1/employees?limit=1").then().statusCode(200).body("items", hasSize(1));
    }

    @Test
    void wrongPasswordAndUnknownUserLookTheSame() {
        var wrong = login(Map.of("email", "makler1@smartcloud.de", "password", "testpass124"));
        var unknown = login(Map.of("email", "nobody@smartcloud.de", "password", "testpass123"));

        wrong.statusCode(401).contentType("application/problem+json");
        unknown.statusCode(401).body("detail", equalTo(wrong.extract().path("detail")));
    }

    @Test
    void incompleteLoginNamesWhatIsMissing() {
        login(Map.of("email", "makler1@smartcloud.de")).statusCode(400).body("errors.pointer", contains("/password"));
    }

    @Test
    void noTokenAForeignTokenAndAChangedTokenAreAllRefused() {
        var token = Api.token(1);
        var changed = token.substring(0, token.length() - 4) + "AAAA";

        when().get("/api/v1/employees").then().statusCode(401).header("WWW-Authenticate", "Bearer");
        given().auth().oauth2("abc").get("/api/v1/employees").then().statusCode(401);
        given().auth().oauth2(changed).get("/api/v1/employees").then().statusCode(401);
    }

    @Test
    void applicationsRoleCannotReadTheSigningKey() throws SQLException {
        try (var app = Api.database("smartbav_app");
                var statement = app.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("SELECT private_key FROM signing_key"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void usersBelongToTheTenantOfTheirNumber() throws SQLException {
        try (var app = Api.database("smartbav_app");
                var statement = app.createStatement();
                var rows = statement.executeQuery("SELECT email, organization_id FROM users")) {
            int users = 0;
            while (rows.next()) {
                int number = Integer.parseInt(rows.getString(1).replaceAll("\\D", ""));
                assertThat(rows.getString(2)).isEqualTo("org_" + ((number - 1) % 40 + 1));
                users++;
            }
            assertThat(users).isEqualTo(2_000);
        }
    }

    private static ValidatableResponse login(Map<String, String> credentials) {
        return given().contentType(ContentType.JSON)
                .body(credentials)
                .post("/auth/login")
                .then();
    }
}
