package io.belastbar.examples.smartbav.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The scenarios are the requirements' k6 script in our words. */
class ScenarioDocumentsTest {
    private static final Path FOLDER = Path.of("../belastbar/scenarios");

    @Test
    void loadTestRampsAsTheK6ScriptDoes() throws IOException {
        assertThat(stages("api-load-test.yml")).containsExactly("30s -> 10", "1m30s -> 50", "2m -> 50", "30s -> 0");
    }

    @Test
    void demoTakesOneMinute() throws IOException {
        assertThat(stages("demo.yml")).containsExactly("10s -> 40", "40s -> 40", "10s -> 0");
    }

    @Test
    void bothWalkFromLoginOverTheListToAnOffer() throws IOException {
        for (var file : List.of("demo.yml", "api-load-test.yml")) {
            var steps = read(file).get("steps");

            assertThat(texts(steps, "request"))
                    .as(file)
                    .containsExactly("POST /auth/login", "GET /api/v1/employees?limit=100", "POST /api/v1/angebote");
            assertThat(texts(steps, "tag")).as(file).containsExactly("GET_employees", "POST_angebote");
            assertThat(texts(steps, "think")).as(file).containsExactly("1s", "2s");
            assertThat(steps.get(1).at("/extract/employeeId").asText()).isEqualTo("$.items[0].id");
        }
    }

    private static List<String> stages(String file) throws IOException {
        return StreamSupport.stream(read(file).get("stages").spliterator(), false)
                .map(stage -> stage.get("duration").asText() + " -> "
                        + stage.get("target").asInt())
                .toList();
    }

    private static List<String> texts(JsonNode steps, String field) {
        return steps.findValuesAsText(field);
    }

    private static JsonNode read(String file) throws IOException {
        return new YAMLMapper().readTree(FOLDER.resolve(file).toFile());
    }
}
