package io.belastbar.capacity.history.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.belastbar.capacity.history.peer.PeerSeries.Key;
import io.belastbar.capacity.history.peer.PeerSeries.Point;
import io.belastbar.capacity.history.peer.PeerSeries.Subject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeerNamesTest {

    private static final PeerSeries SIZE = series("RESOURCE", null, "database.size", "target_size");
    private static final PeerSeries COUNT = series("RESOURCE", null, "database.size", "target_count");

    /** It is what budget-service answers: a test there holds to it. */
    @Test
    void everySeriesOfTheSampleIsUnderstood() throws IOException {
        var json = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        try (var sample = getClass().getResourceAsStream("/samples/http/series-of-a-system.json")) {
            var series = json.readValue(sample, PeerSeries.Page.class).items();

            assertThat(series).hasSizeGreaterThan(15).allMatch(one -> one.unit().isPresent());
            assertThat(series.stream().filter(one -> !one.isHistory()).map(PeerSeries::key))
                    .extracting(key -> key.scenario() + key.branch() + key.testbed())
                    .containsExactly("feature/xdefault", "mainstaging", "peakmaindefault");
            assertThat(series.stream().filter(one -> !one.point().isMeasured()).map(PeerSeries::key))
                    .extracting(Key::metric)
                    .containsExactly("target_success_rate");
        }
    }

    @Test
    void ofTwoThatMayHaveANameItGoesToTheOneThatTheSubjectNames() {
        assertThat(PeerNames.of(List.of(COUNT, SIZE), Map.of()))
                .containsEntry(SIZE.key().text(), "database.size")
                .containsEntry(COUNT.key().text(), "database.size.count");
    }

    @Test
    void aNameStaysWithWhomItWasGivenTo() {
        assertThat(PeerNames.of(
                        List.of(COUNT, SIZE),
                        Map.of("database.size", COUNT.key().text())))
                .containsEntry(COUNT.key().text(), "database.size")
                .containsEntry(SIZE.key().text(), "database.size.size");
    }

    @Test
    void aNameStaysWithASeriesThatIsNotListed() {
        assertThat(PeerNames.of(
                        List.of(COUNT), Map.of("database.size", SIZE.key().text())))
                .containsEntry(COUNT.key().text(), "database.size.count");
    }

    @Test
    void aPeakIsNotThePlainFigure() {
        var plain = series("RESOURCE", null, "system.cpu.utilization", "target_utilisation");
        var peak = series("RESOURCE", null, "system.cpu.utilization", "target_utilisation_peak");

        assertThat(PeerNames.of(List.of(plain, peak), Map.of()).values())
                .containsExactlyInAnyOrder("system.cpu.utilization", "system.cpu.utilization.peak");
    }

    @Test
    void ofTwoThatReadAlikeOneHasNoName() {
        var one = series("RESOURCE", "a", "b.c", "target_size");
        var other = series("RESOURCE", null, "a.b.c", "target_size");

        assertThat(PeerNames.of(List.of(one, other), Map.of()))
                .containsOnlyKeys(one.key().text());
    }

    @Test
    void anUnknownMeasureHasNoUnit() {
        assertThat(series("RESOURCE", null, "database.size", "target_entropy").unit())
                .isEmpty();
    }

    private static PeerSeries series(String kind, String service, String subject, String metric) {
        return new PeerSeries(
                new Key(new Subject(kind, service, subject), metric, "", "main", "default"),
                new Point(Instant.EPOCH, 1, 1, Map.of()));
    }
}
