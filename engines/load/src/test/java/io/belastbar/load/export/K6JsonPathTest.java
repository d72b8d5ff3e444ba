package io.belastbar.load.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.load.scenario.JsonExtraction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exported script finds in an answer what our own engine finds. */
class K6JsonPathTest {

    private static final String ANSWER =
            "{\"a\":{\"b\":[{\"id\":1},{\"id\":\"zwei\",\"x\":{\"id\":true}}],\"odd key\":\"o\"},\"n\":null,\"l\":[5,6]}";

    @ParameterizedTest
    @CsvSource({
        "$.a.b[0].id",
        "$.a.b[1].id",
        "$.a.b[-1].id",
        "$.a.b[2].id",
        "$.a['odd key']",
        "$['a'].b[*].id",
        "$.a.b.*.x.id",
        "$..id",
        "$..x..id",
        "$..missing",
        "$.n",
        "$.a",
        "$.l[1]",
        "$.l.b",
        "$.a[0]",
        "$.missing.deeper",
    })
    void findsTheSameValue(String path) throws Exception {
        String expected = JsonExtraction.document(ANSWER.getBytes(StandardCharsets.UTF_8))
                .flatMap(document -> JsonExtraction.parse(path).apply(document))
                .orElse(null);

        String answers = new ObjectMapper().writeValueAsString(Map.of("GET /x", Map.of("status", 200, "body", ANSWER)));
        List<JsonNode> requests = NodeScript.of(K6Script.of(
                        Documents.with(
                                "stages: [ { duration: 1s, target: 1 } ]",
                                "- { request: GET /x, extract: { v: \"" + path + "\" } }\n- request: GET /got/${v}"),
                        "http://h"))
                .run(1, 1, Map.of("K6_ANSWERS", answers))
                .requests();

        assertThat(requests).hasSize(expected == null ? 1 : 2);
        if (expected != null) {
            assertThat(requests.get(1).path("url").asText()).isEqualTo("http://h/got/" + expected);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"$.a[?(@.x)]", "$.a[0:2]", "$.a[0,1]", "$['a','b']", "$.a.length()", "$..*", "$.a['it\\'s']"})
    void knowsWhatItCannotExpress(String path) {
        assertThat(JsonPathSegments.of(path)).isEmpty();
    }
}
