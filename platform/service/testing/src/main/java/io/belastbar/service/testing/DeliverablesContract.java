package io.belastbar.service.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the door for the files of the hand-over promises in every service; a service's {@code DeliverablesIT} extends it. */
public abstract class DeliverablesContract {

    protected static final String NOBODY_DESCRIBED = "nobody-described-it";
    private static final String DELIVERABLES = "/api/v1/systems/{system}/deliverables";
    private static final String ENDED = "?from=2025-01-01T00:00:00Z&to=2026-01-01T00:00:00%2B01:00&lang=de";

    /** A system with all that the service's files are made of; {@link #NOBODY_DESCRIBED} where it has none. */
    protected String system() {
        return NOBODY_DESCRIBED;
    }

    protected static RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer " + role + "-token").urlEncodingEnabled(false);
    }

    @Test
    void everyEntryIsThereOrSaysWhyNotAndWhichCommandHelps() {
        for (var entry : entries()) {
            assertThat(entry).containsKeys("path", "title", "mediaType");
            assertThat(entry.containsKey("href")).isNotEqualTo(entry.containsKey("missing"));
            if (entry.get("missing") instanceof Map<?, ?> missing) {
                assertThat(missing.get("reason").toString()).isNotBlank();
                assertThat(missing.get("command").toString()).startsWith("belastbar ");
            }
        }
    }

    @Test
    void everyFileIsAnsweredAsItIsListedAndNotSentAgain() {
        for (var href : files()) {
            var answer = as("auditor").get(href.address() + ENDED);
            answer.then().statusCode(200).contentType(equalTo(href.mediaType()));
            assertThat(answer.asByteArray()).isNotEmpty();

            String tag =
                    answer.then().header("ETag", startsWith("\"")).extract().header("ETag");
            var again = as("viewer").header("If-None-Match", tag).get(href.address() + ENDED);
            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.asByteArray()).isEmpty();
        }
    }

    @Test
    void headSaysWhatGetWouldSend() {
        for (var href : files()) {
            as("viewer")
                    .head(href.address() + ENDED)
                    .then()
                    .statusCode(200)
                    .contentType(equalTo(href.mediaType()))
                    .header("ETag", notNullValue());
        }
        as("viewer").head(DELIVERABLES, system()).then().statusCode(200).header("ETag", notNullValue());
    }

    @Test
    void aMissingFileIsNotFoundAndTheAnswerNamesTheCommand() {
        for (var entry : entries(NOBODY_DESCRIBED, "en")) {
            if (entry.get("missing") instanceof Map<?, ?> missing) {
                as("viewer")
                        .get(DELIVERABLES + "/{path}", NOBODY_DESCRIBED, entry.get("path"))
                        .then()
                        .statusCode(404)
                        .contentType(startsWith("application/problem+json"))
                        .body("detail", containsString(missing.get("command").toString()));
            }
        }
    }

    @Test
    void whoHasTheListIsNotSentItAgain() {
        String tag = as("viewer").get(DELIVERABLES, system()).header("ETag");

        as("viewer")
                .header("If-None-Match", tag)
                .get(DELIVERABLES, system())
                .then()
                .statusCode(304);
    }

    @Test
    void pathsAreNamedOnce() {
        assertThat(entries(system(), "en"))
                .extracting(entry -> entry.get("path"))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing.md",
                "nothing/of/this.md",
                "%C3%9Cbersicht%20(neu).md",
                "..%2f..%2fetc%2fpasswd",
                "%252e"
            })
    void anUnknownFileIsNotFoundAndTheAnswerNamesThoseThatThereAre(String file) throws Exception {
        var answer = exactly(file);

        assertThat(answer.statusCode()).isEqualTo(404);
        for (var entry : entries(NOBODY_DESCRIBED, "en")) {
            assertThat(answer.body()).contains(entry.get("path").toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../../../../q/../etc/passwd", "%2e%2e/%2e%2e/%2e%2e/etc/passwd", "..%5c..%5cetc%5cpasswd"})
    void noPathLeadsOutOfTheHandOver(String file) throws Exception {
        assertThat(exactly(file).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lang=fr",
                "from=yesterday",
                "to=2026-01-01",
                "from=2026-01-01T00:00:00",
                "from=%2B999999999-01-01T00:00:00Z",
                "from=-999999999-01-01T00:00:00Z",
                "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
                "from=2026-01-01T00:00:00Z&to=2026-01-01T01:00:00%2B01:00"
            })
    void whatIsNoLanguageOrPeriodIsRefused(String query) {
        as("viewer").get(DELIVERABLES + "/any.md?" + query, system()).then().statusCode(400);
    }

    @Test
    void theListIsReadInOneOfTheTwoLanguages() {
        as("viewer").get(DELIVERABLES + "?lang=fr", system()).then().statusCode(400);
        assertThat(entries(system(), "de")).hasSameSizeAs(entries(system(), "en"));
    }

    @Test
    void whatIsNoSystemIsRefused() {
        as("viewer").get(DELIVERABLES, "No%20System").then().statusCode(400);
        as("viewer").get(DELIVERABLES + "/any.md", "No%20System").then().statusCode(400);
    }

    @Test
    void nobodyReadsWithoutAName() {
        given().get(DELIVERABLES, system()).then().statusCode(401);
        given().get(DELIVERABLES + "/any.md", system()).then().statusCode(401);
    }

    /** Past the client of the other tests, which would tidy the address up. */
    private static java.net.http.HttpResponse<String> exactly(String file) throws IOException, InterruptedException {
        var address = URI.create(
                RestAssured.baseURI + ":" + RestAssured.port + DELIVERABLES.replace("{system}", NOBODY_DESCRIBED) + "/"
                        + file.replace("(", "%28").replace(")", "%29"));
        var request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer viewer-token")
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private record File(String address, String mediaType) {}

    private List<File> files() {
        return entries().stream()
                .filter(entry -> entry.containsKey("href"))
                .map(entry -> new File(
                        entry.get("href").toString(), entry.get("mediaType").toString()))
                .toList();
    }

    private List<Map<String, Object>> entries() {
        return Stream.of("en", "de")
                .flatMap(language ->
                        Stream.of(NOBODY_DESCRIBED, system()).flatMap(system -> entries(system, language).stream()))
                .toList();
    }

    private static List<Map<String, Object>> entries(String system, String language) {
        Response list = as("viewer").queryParam("lang", language).get(DELIVERABLES, system);
        return list.then().statusCode(200).extract().jsonPath().getList("items");
    }
}
