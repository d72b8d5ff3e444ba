package io.belastbar.capacity.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForecastOrderParserTest {
    private static final String POINTS = """
            {"at":"2026-01-01T00:00:00Z","value":250.0},
            {"at":"2026-02-01T00:00:00Z","value":260.5},
            {"at":"2026-03-01T00:00:00Z","value":270.1}""";

    @Test
    void aPeriodCountsFromTheLastPoint() {
        ForecastOrder order = ForecastOrderParser.parse(order(POINTS, "\"P30D\", \"P18M\", \"2026-12-31T00:00:00Z\""));

        assertThat(order.horizons())
                .containsExactly(
                        Instant.parse("2026-03-31T00:00:00Z"),
                        Instant.parse("2027-09-01T00:00:00Z"),
                        Instant.parse("2026-12-31T00:00:00Z"));
        assertThat(order.confidence()).isEqualTo(0.95);
    }

    @Test
    void twoPointsAreRefused() {
        String two = POINTS.substring(0, POINTS.lastIndexOf(",\n"));

        assertThat(errors(order(two, "\"P30D\"")))
                .extracting(ProblemError::pointer, ProblemError::rule, ProblemError::received)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("/series", "must have between 3 and 10000 points", "2"));
    }

    @Test
    void aMomentGivenTwiceIsRefused() {
        String twice = POINTS.replace("2026-03-01", "2026-02-01");

        assertThat(errors(order(twice, "\"P30D\""))).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo("/series/2");
            assertThat(error.rule()).startsWith("must be later than the point before it");
            assertThat(error.line()).isNotNull();
        });
    }

    @Test
    void aNumberThatIsNoneIsRefused() {
        assertThat(errors(order(POINTS.replace("260.5", "NaN"), "\"P30D\"")))
                .extracting(ProblemError::pointer)
                .contains("/series/1/value");
    }

    @Test
    void aHorizonBeforeTheLastPointIsRefused() {
        assertThat(errors(order(POINTS, "\"2026-01-15T00:00:00Z\", \"-P1D\"")))
                .extracting(ProblemError::pointer)
                .containsExactly("/horizons/0", "/horizons/1");
    }

    @Test
    void allErrorsAreSaidAtOnce() {
        String body = """
                {"metric":"Storage!","unit":"GB","series":[],"horizons":[],"confidence":1.0,"colour":"red"}""";

        assertThat(errors(body))
                .extracting(ProblemError::pointer)
                .containsExactlyInAnyOrder("/colour", "/metric", "/series", "/horizons", "/confidence");
    }

    private static String order(String points, String horizons) {
        return "{\"metric\":\"storage\",\"unit\":\"GB\",\"series\":[" + points + "],\"horizons\":[" + horizons + "]}";
    }

    private static List<ProblemError> errors(String body) {
        return catchThrowableOfType(InvalidInput.class, () -> ForecastOrderParser.parse(body))
                .errors();
    }
}
