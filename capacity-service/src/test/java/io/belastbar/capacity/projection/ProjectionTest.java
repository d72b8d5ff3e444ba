package io.belastbar.capacity.projection;

import static io.belastbar.capacity.projection.SampleProjection.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.belastbar.capacity.projection.word.ProjectionWords;
import io.belastbar.document.InvalidInput;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectionTest {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final Projection line = SampleProjection.of("database.size", "GB", 100, 2);

    @Test
    void betweenTwoValuesItGoesStraight() {
        assertThat(line.inDays(45).orElseThrow().expected()).isCloseTo(190, within(1e-9));
        assertThat(line.inDays(3).orElseThrow().upper95()).isBetween(104.0, 116.0);
        assertThat(line.inDays(0).orElseThrow().lower80()).isEqualTo(100);
    }

    @Test
    void beyondItsReachNothingIsSaid() {
        assertThat(line.inDays(180)).isPresent();
        assertThat(line.inDays(181)).isEmpty();
        assertThat(line.inDays(-1)).isEmpty();
    }

    @Test
    void itIsReadAsItWasWritten() throws Exception {
        Projection told = SampleProjection.with(
                SampleProjection.of(
                        "a",
                        "ms",
                        1,
                        1,
                        SampleProjection.expected(SampleProjection.limit("a", 9, "ms", null), 1, 2, 3)),
                new ProjectionRemark.LevelChanged(in(-5), 3, 9),
                new ProjectionRemark.CleanedUp(168, 12),
                new ProjectionRemark.Stale(in(-3)));

        String written = JSON.writeValueAsString(told);

        assertThat(JSON.readValue(written, Projection.class)).isEqualTo(told);
        assertThat(written).contains("\"kind\":\"level-changed\"");
    }

    @Test
    void eachDayIsKeptAndReadAgainAndWhatWasKeptBeforeIsReadToo() throws Exception {
        DayValues days = new DayValues(
                ZoneId.of("Europe/Berlin"),
                LocalDate.of(2027, 1, 21),
                new double[] {1, 156, 2},
                new double[] {0, 150, 1},
                new double[] {3, 160, 4},
                new double[] {0, 140, 0},
                new double[] {5, 170, 6},
                true);
        Projection kept = SampleProjection.with(line, days);

        String written = JSON.writeValueAsString(kept);
        Projection read = JSON.readValue(written, Projection.class);

        assertThat(read).isEqualTo(kept).hasSameHashCodeAs(kept);
        assertThat(written).contains("\"expected\":[1.0,156.0,2.0]").doesNotContain("stale");
        assertThat(read.inDays(2).orElseThrow().expected()).isEqualTo(156);
        assertThat(read.inDays(0).orElseThrow().expected()).isEqualTo(100);
        assertThat(read.inDays(4)).isEmpty();
        assertThat(read.inDays(-1)).isEmpty();
        String before = JSON.writeValueAsString(line);
        assertThat(before).doesNotContain("days");
        assertThat(JSON.readValue(before, Projection.class).inDays(45)).isPresent();
    }

    @Test
    void anAnswerHasItsZoneAndTheDayThatWasAskedFor() {
        ProjectionView view = ProjectionView.of(
                line,
                Horizon.parse("P45D"),
                new ProjectionWords(ZoneId.of("Europe/Berlin"), SampleProjection.NOW.plusSeconds(1)));

        assertThat(view.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        // Counted from the whole hour, so that the same answer has the same tag for an hour.
        assertThat(view.values()).last().satisfies(value -> assertThat(value.at())
                .isEqualTo(in(45)));
    }

    @Test
    void theNameOfARemarksKindIsTheOneItIsKeptUnder() throws Exception {
        JsonSubTypes kinds = ProjectionRemark.class.getAnnotation(JsonSubTypes.class);
        assertThat(kinds.value()).hasSameSizeAs(ProjectionRemark.class.getPermittedSubclasses());
        for (JsonSubTypes.Type kind : kinds.value()) {
            ObjectNode written = JSON.createObjectNode().put("kind", kind.name());
            assertThat(JSON.treeToValue(written, ProjectionRemark.class).kind()).isEqualTo(kind.name());
        }
    }

    @Test
    void aLimitBeyondTheHorizonIsNotWithinIt() {
        ProjectedLimit limit = SampleProjection.expected(SampleProjection.limit("a", 9, "ms", null), 20, 40, 80);

        assertThat(limit.within(in(10)).status()).isEqualTo(ProjectedLimit.Status.NOT_WITHIN);
        assertThat(limit.within(in(30)).p50()).isNull();
        assertThat(limit.within(in(50)).p50()).isEqualTo(in(40));
        assertThat(limit.within(in(50)).p90()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "P0D",
                "P100Y",
                "P3Y",
                "soon",
                "P-1D",
                "90",
                "PT1H",
                "P99999999999Y",
                "P2147483647D",
                "P1Y-13M",
                "P25M"
            })
    void aHorizonThatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> Horizon.parse(text)).isInstanceOf(InvalidInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P1D", "P90D", "P18M", "P2Y", "P1Y6M", "P12W"})
    void aHorizonIsAPeriodOfADayToTwoYears(String text) {
        assertThat(Horizon.parse(text).endsAfter(Instant.EPOCH))
                .isBetween(Instant.EPOCH.plus(Duration.ofDays(1)), Instant.EPOCH.plus(Duration.ofDays(731)));
    }
}
