package io.belastbar.profiling;

import static io.belastbar.profiling.Api.engineer;
import static io.belastbar.profiling.Api.viewer;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SystemsIT {
    private final String system = "s" + UUID.randomUUID().toString().substring(0, 8);
    private final String path = "/api/v1/systems/" + system;
    private final String document = "# kept as it is\nsystem: " + system + "\ntargets:\n  postgresql: smartbav-db\n";

    private io.restassured.response.ValidatableResponse put(String body) {
        return engineer().contentType("application/yaml").body(body).put(path).then();
    }

    @Test
    void sameDocumentAgainKeepsTheVersion() {
        put(document).statusCode(201).body("version", equalTo(1));
        put(document).statusCode(200).body("version", equalTo(1));
        put(document + "name: Sample\n").statusCode(200).body("version", equalTo(2));
    }

    @Test
    void documentComesBackAsItWasSent() {
        put(document);

        viewer().accept("application/yaml").get(path).then().body(equalTo(document));
        viewer().accept("application/json").get(path).then().body("targets.postgresql", equalTo("smartbav-db"));
        viewer().header("If-None-Match", viewer().get(path).header("ETag"))
                .get(path)
                .then()
                .statusCode(304);
    }

    @Test
    void allErrorsOfADocumentAreNamedAtOnce() {
        put("system: other\nowner: me\ntargets:\n  postgresql: postgresql://10.0.0.1/db\n  oracle: x\n")
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.pointer", hasItems("/system", "/owner", "/targets/postgresql", "/targets/oracle"))
                .body("errors.find { it.pointer == '/targets/postgresql' }.line", equalTo(4));
        viewer().get(path).then().statusCode(404);
    }

    @Test
    void writesNeedAnEngineer() {
        given().get(path).then().statusCode(401);
        viewer().contentType("application/yaml").body(document).put(path).then().statusCode(403);
    }

    @Test
    void metricsAndOpenApiAreThere() {
        given().get("/q/health/ready").then().statusCode(200);
        given().get("/q/openapi").then().statusCode(200).body(containsString("/api/v1/findings/{number}"));
    }
}
