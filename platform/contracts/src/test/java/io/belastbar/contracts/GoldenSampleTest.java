package io.belastbar.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What producers write and consumers read. A sample is never edited: a change that breaks one needs a new version. */
class GoldenSampleTest {

    @ParameterizedTest
    @EnumSource(EventType.class)
    void producersWriteTheSampleFieldByField(EventType type) throws IOException {
        JsonNode sample = Samples.of(type);

        EventData event = Samples.JSON.treeToValue(sample, type.dataClass());

        assertThat(Samples.JSON.readTree(Samples.JSON.writeValueAsString(event)))
                .isEqualTo(sample);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "BUDGET_EVALUATED",
                "BUDGET_REGRESSED",
                "TEST_RUN_FINISHED",
                "FINDING_RAISED",
                "FINDING_REGISTERED",
                "FINDING_STATUS_CHANGED",
                "GAME_DAY_FINISHED",
                "CAPACITY_LIMIT_APPROACHING"
            })
    void fieldsThatWereAddedLaterAreWrittenAndValidToo(EventType type) throws IOException {
        JsonNode sample = Samples.withAdditions(type);

        EventData event = Samples.JSON.treeToValue(sample, type.dataClass());

        assertThat(Samples.JSON.readTree(Samples.JSON.writeValueAsString(event)))
                .isEqualTo(sample);
        assertThat(schema(type).validate(sample)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"BUDGET_EVALUATED", "TEST_RUN_FINISHED", "GAME_DAY_FINISHED"})
    void whatAVerdictLeavesOutIsWrittenAndValidToo(EventType type) throws IOException {
        JsonNode sample = Samples.later(type);

        EventData event = Samples.JSON.treeToValue(sample, type.dataClass());

        assertThat(Samples.JSON.readTree(Samples.JSON.writeValueAsString(event)))
                .isEqualTo(sample);
        assertThat(schema(type).validate(sample)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void consumersIgnoreAFieldThatTheyDoNotKnow(EventType type) throws IOException {
        JsonNode sample = Samples.of(type);
        ObjectNode newer = sample.deepCopy();
        newer.putObject("addedLater").put("unit", "ms");

        EventData read = Samples.JSON.treeToValue(newer, type.dataClass());

        assertThat(read).isEqualTo(Samples.JSON.treeToValue(sample, type.dataClass()));
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void theSampleIsValidAndWithoutARequiredFieldItIsNot(EventType type) throws IOException {
        JsonSchema schema = schema(type);
        ObjectNode sample = (ObjectNode) Samples.of(type);

        assertThat(schema.validate(sample)).isEmpty();

        for (JsonNode required : schema.getSchemaNode().path("required")) {
            ObjectNode incomplete = sample.deepCopy();
            incomplete.remove(required.asText());
            assertThat(schema.validate(incomplete))
                    .as(type.typeName() + " without " + required.asText())
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void anEventKnowsItsTypeAndHasAPartitionKey(EventType type) throws IOException {
        EventData event = Samples.JSON.treeToValue(Samples.of(type), type.dataClass());

        assertThat(event.eventType()).isEqualTo(type);
        assertThat(event.partitionKey()).isNotBlank();
        assertThat(EventType.byTypeName(type.typeName())).contains(type);
    }

    private static JsonSchema schema(EventType type) throws IOException {
        try (InputStream schema = EventSchema.of(type)) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(schema);
        }
    }
}
