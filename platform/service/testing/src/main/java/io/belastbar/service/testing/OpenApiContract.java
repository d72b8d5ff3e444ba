package io.belastbar.service.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Holds a service's OpenAPI description to what its tests received; a service's {@code OpenApiTest} extends it. As a
 * plain test it comes after those with Quarkus ({@code QuarkusClassOrderer}), in the same JVM.
 */
public abstract class OpenApiContract {
    /** Written when Quarkus builds the service for its tests. */
    private static final Path DESCRIPTION = Path.of("target", "openapi", "openapi.json");

    private static final String PROBLEM = "application/problem+json";

    /** Answers what came of it, whatever came of it. */
    private static final String REPLAYED_BEFORE = "POST /api/v1/dead-letters/{id}/replay 409";

    private static Description description;

    @BeforeAll
    static void read() throws IOException {
        description = new Description(new ObjectMapper().readTree(DESCRIPTION.toFile()));
    }

    @Test
    void everyAnswerOfTheTestsIsDeclared() throws IOException {
        var answers = AnswerFile.read();

        assertThat(answers).as("run with the service's other tests").hasSizeGreaterThan(20);
        assertThat(description.undeclared(answers)).isEmpty();
    }

    @Test
    void everyOperationHasAnIdOfItsOwn() {
        var ids = description.operations().stream()
                .map(operation -> operation.node().path("operationId").asText())
                .toList();

        assertThat(ids).isNotEmpty().doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z][A-Za-z0-9]+"));
    }

    @Test
    void everyErrorIsAProblem() {
        for (var operation : description.operations()) {
            operation.responses().properties().stream()
                    .filter(response -> response.getKey().compareTo("400") >= 0)
                    .filter(response -> !(operation.name() + " " + response.getKey()).equals(REPLAYED_BEFORE))
                    .forEach(response -> assertThat(response.getValue()
                                    .path("content")
                                    .path(PROBLEM)
                                    .path("schema")
                                    .path("$ref")
                                    .asText())
                            .as(operation.name() + " " + response.getKey())
                            .isEqualTo("#/components/schemas/Problem"));
        }
    }

    @Test
    void everySchemaOfAnObjectSaysWhatIsAlwaysThere() {
        var objects = description.schemas().properties().stream()
                .filter(schema -> schema.getValue().has("properties"))
                .collect(Collectors.toMap(java.util.Map.Entry::getKey, java.util.Map.Entry::getValue));

        assertThat(objects).containsKey("Problem");
        assertThat(required(objects.get("Problem")))
                .contains("type", "title", "status")
                .doesNotContain("errors");
    }

    private static java.util.List<String> required(JsonNode schema) {
        return schema.path("required").valueStream().map(JsonNode::asText).toList();
    }
}
