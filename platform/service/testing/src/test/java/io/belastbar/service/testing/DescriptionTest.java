package io.belastbar.service.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class DescriptionTest {
    private static final String DOCUMENT = """
            {"paths": {
              "/api/v1/things/{id}": {"get": {"responses": {
                "200": {"content": {"application/json": {}, "text/html": {}}},
                "304": {}, "404": {"content": {"application/problem+json": {}}}}}},
              "/api/v1/things/all{format}": {"get": {"responses": {"204": {}}}}}}
            """;

    @Test
    void whatIsDeclaredIsNoFinding() throws Exception {
        assertThat(undeclared(
                        Answer.of("GET", "/api/v1/things/7", 200, "text/html;charset=utf-8"),
                        Answer.of("GET", "/api/v1/things/7", 304, "application/json"),
                        Answer.of("GET", "/api/v1/things/all", 204, null),
                        Answer.of("HEAD", "/api/v1/things/7", 200, null)))
                .isEmpty();
    }

    @Test
    void anUndeclaredStatusNamesTheOperationAndTheStatus() throws Exception {
        assertThat(undeclared(
                        Answer.of("GET", "/api/v1/things/7", 409, "application/problem+json"),
                        Answer.of("GET", "/api/v1/things/8", 409, "application/problem+json"),
                        Answer.of("GET", "/api/v1/things/all.md", 500, null)))
                .containsExactly(
                        "GET /api/v1/things/all{format} answered 500, which is not declared",
                        "GET /api/v1/things/{id} answered 409, which is not declared");
    }

    @Test
    void anotherMediaTypeThanDeclaredIsAFinding() throws Exception {
        assertThat(undeclared(Answer.of("GET", "/api/v1/things/7", 404, "text/plain")))
                .containsExactly("GET /api/v1/things/{id} answered 404 as text/plain, which is not declared");
    }

    @Test
    void whatIsNoOperationMayBeRefusedAndNotAnswered() throws Exception {
        assertThat(undeclared(
                        Answer.of("GET", "/api/v1/unheard", 404, null),
                        Answer.of("PUT", "/api/v1/things/7", 405, null)))
                .isEmpty();
        assertThat(undeclared(Answer.of("GET", "/api/v1/unheard", 200, null)))
                .containsExactly("GET /api/v1/unheard is no operation, and answered 200");
    }

    @Test
    void anAnswerIsReadAsItWasWrittenAndAHalfLineIsNone() {
        var answer = Answer.of("GET", "/api/v1/things/a%00b", 400, "application/problem+json");

        assertThat(Answer.parse(answer.line())).contains(answer);
        assertThat(Answer.parse("GET /api/v1/thi")).isEmpty();
    }

    private static List<String> undeclared(Answer... answers) throws Exception {
        return new Description(new ObjectMapper().readTree(DOCUMENT)).undeclared(List.of(answers));
    }
}
