package io.belastbar.web.body;

import static io.restassured.RestAssured.config;
import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class BodyCharsetIT {

    private static final Charset LATIN = StandardCharsets.ISO_8859_1;

    private static RequestSpecification sent(String type, byte[] text) {
        return given().config(config().encoderConfig(
                                encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .auth()
                .preemptive()
                .oauth2("engineer-token")
                .contentType(type)
                .body(text);
    }

    private static ValidatableResponse document(String type, byte[] text) {
        return sent(type, text).put("/api/v1/probe/document").then();
    }

    private static ValidatableResponse item(String type, byte[] text) {
        return sent(type, text).post("/api/v1/probe/items").then();
    }

    @Test
    void aDocumentThatIsNotOfItsCharsetIs400WithItsLine() {
        document("application/yaml", "name: a\n# Müller\n".getBytes(LATIN))
                .statusCode(400)
                .body("errors[0].line", equalTo(2), "errors[0].received", equalTo("UTF-8"));
    }

    @Test
    void aRecordThatIsNotOfItsCharsetIs400WithItsLine() {
        item("application/json", "{\"name\":\n\n \"Müller\", \"size\": 1}".getBytes(LATIN))
                .statusCode(400)
                .body("errors[0].line", equalTo(3));
    }

    /** The shell of Windows writes such files. */
    @Test
    void aByteOrderMarkOfUtf16IsReadAsSuch() {
        document("application/yaml", "\uFEFFMüller: é\n".getBytes(StandardCharsets.UTF_16LE))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/Müller"));
        item(
                        "application/json;charset=UTF-8",
                        "\uFEFF{\"name\": \"a\", \"size\": \"é\"}".getBytes(StandardCharsets.UTF_16BE))
                .statusCode(400)
                .body("errors[0].received", equalTo("é"));
    }

    @Test
    void aCharsetThatNobodyKnowsIs400() {
        document("application/yaml;charset=klingon", "name: a\n".getBytes(LATIN))
                .statusCode(400)
                .body("errors[0].received", equalTo("klingon"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "UTF-16", "UTF-8"})
    void aBodyIsReadInItsCharset(String charset) {
        item(
                        "application/json;charset=" + charset,
                        "{\"name\": \"a\", \"size\": \"Müller\"}".getBytes(Charset.forName(charset)))
                .statusCode(400)
                .body("errors[0].received", equalTo("Müller"));
        document("application/yaml;charset=" + charset, "Müller: é\n".getBytes(Charset.forName(charset)))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/Müller"));
    }
}
