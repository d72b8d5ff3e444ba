package io.belastbar.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.belastbar.contracts.Deliverable.Missing;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeliverablesTest {

    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(DeliverablesTest.class.getResourceAsStream("/schemas/deliverables.json"));
    private static final Missing MISSING = new Missing("no budget is stored", "belastbar apply -f FOLDER");
    private static final Deliverable THERE = new Deliverable(
            "reports/Übersicht.md",
            "Übersicht",
            "text/markdown;charset=UTF-8",
            "/api/v1/systems/s/deliverables/x",
            null);
    private static final Deliverable ABSENT = new Deliverable("a.pdf", "A", "application/pdf", null, MISSING);

    @Test
    void theSchemaNamesTheFieldsOfTheRecords() {
        JsonNode schema = SCHEMA.getSchemaNode();

        assertThat(fields(schema.path("properties"))).isEqualTo(components(Deliverables.class));
        assertThat(fields(schema.at("/$defs/Deliverable/properties"))).isEqualTo(components(Deliverable.class));
        assertThat(fields(schema.at("/$defs/Missing/properties"))).isEqualTo(components(Missing.class));
    }

    @Test
    void whatTheRecordsWriteIsValid() {
        for (var list : List.of(List.<Deliverable>of(), List.of(THERE), List.of(ABSENT, THERE))) {
            assertThat(SCHEMA.validate(Samples.JSON.valueToTree(new Deliverables(list))))
                    .isEmpty();
        }
    }

    @Test
    void whatDoesNotApplyIsNotSent() {
        assertThat(fields(Samples.JSON.valueToTree(THERE)))
                .containsExactlyInAnyOrder("path", "title", "mediaType", "href");
        assertThat(fields(Samples.JSON.valueToTree(ABSENT)))
                .containsExactlyInAnyOrder("path", "title", "mediaType", "missing");
    }

    @Test
    void aFileIsThereOrMissingByTheRecordAndByTheSchema() {
        ObjectNode both = Samples.JSON.valueToTree(new Deliverables(List.of(THERE)));
        ((ObjectNode) both.at("/items/0")).set("missing", Samples.JSON.valueToTree(MISSING));
        ObjectNode neither = Samples.JSON.valueToTree(new Deliverables(List.of(THERE)));
        ((ObjectNode) neither.at("/items/0")).remove("href");

        assertThat(SCHEMA.validate(both)).isNotEmpty();
        assertThat(SCHEMA.validate(neither)).isNotEmpty();
        assertThatThrownBy(() -> new Deliverable("a.md", "A", "text/markdown", "/a", MISSING))
                .hasMessageContaining("a.md");
        assertThatThrownBy(() -> new Deliverable("a.md", "A", "text/markdown", null, null))
                .hasMessageContaining("a.md");
    }

    private static Set<String> components(Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .map(component -> component.getName())
                .collect(Collectors.toSet());
    }

    private static Set<String> fields(JsonNode object) {
        return object.properties().stream().map(field -> field.getKey()).collect(Collectors.toSet());
    }
}
