package io.belastbar.profiling;

import static io.restassured.RestAssured.given;

import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;

/** The service as its callers see it. */
final class Api {
    private Api() {}

    static RequestSpecification viewer() {
        return as("viewer");
    }

    static RequestSpecification engineer() {
        return as("engineer");
    }

    static void describe(String system, String target) {
        engineer()
                .contentType("application/yaml")
                .body("system: " + system + "\nname: Sample\ntargets:\n  postgresql: " + target + "\n")
                .put("/api/v1/systems/" + system)
                .then()
                .statusCode(org.hamcrest.Matchers.anyOf(org.hamcrest.Matchers.is(200), org.hamcrest.Matchers.is(201)));
    }

    private static RequestSpecification as(String principal) {
        return given().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs("application/yaml", ContentType.TEXT)))
                .header("Authorization", "Bearer " + principal + "-token");
    }
}
