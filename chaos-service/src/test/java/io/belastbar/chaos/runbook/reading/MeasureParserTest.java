package io.belastbar.chaos.runbook.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belastbar.chaos.runbook.Measure;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasureParserTest {

    @Test
    void withoutItNothingIsMeasured() {
        assertThat(RunbookParser.parse(RunbookTexts.DATABASE, Map.of(), RunbookTexts.WORDS)
                        .measure())
                .isEmpty();
    }

    @Test
    void theTargetIsEnough() {
        Measure measure = read("{target: smartbav-api}");

        assertThat(measure.interval()).isEqualTo(Duration.ofMillis(20));
        assertThat(measure.stability()).isEqualTo(Duration.ofSeconds(5));
        assertThat(measure.countsFrom("slow")).isTrue();
        assertThat(measure.oldPrimary()).isEmpty();
    }

    @Test
    void everyFieldIsRead() {
        Measure measure = read("""
                {target: smartbav-api, credentials: "süß \\"login\\"", every: 50ms, patience: 2s, stability: 6s,
                 from: slow, business-transaction: check,
                 old-primary: {control: smartbav-control, target: hooks, child: smartbav-db-a}}""");

        assertThat(measure)
                .isEqualTo(new Measure(
                        "smartbav-api",
                        Optional.of("süß \"login\""),
                        Duration.ofMillis(50),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(6),
                        Optional.of("slow"),
                        Optional.of("check"),
                        Optional.of(
                                new Measure.OldPrimary("smartbav-control", "hooks", Optional.of("smartbav-db-a")))));
        assertThat(measure.countsFrom("load")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                | target",
                "yes                                               | mapping",
                "{target: foreign}                                 | ",
                "{target: smartbav-api, every: 20}                 | with its unit",
                "{target: smartbav-api, every: 1ms}                | must be from 5ms to 10s",
                "{target: smartbav-api, every: 5s}                 | at least as long as every",
                "{target: smartbav-api, stability: 1s}             | must be from 5000ms to 600s",
                "{target: smartbav-api, from: check}               | must be a step that injects a fault",
                "{target: smartbav-api, business-transaction: slow}| must be a step that checks",
                "{target: smartbav-api, old-primary: {control: smartbav-control, target: foreign}} | ",
                "{target: smartbav-api, old-primary: {target: hooks}} | control",
                "{target: smartbav-api, old: primary}              | "
            })
    void aFaultIsToldAtItsPlace(String section, String rule) {
        List<ProblemError> errors = refused(section);

        assertThat(errors).isNotEmpty().allSatisfy(error -> assertThat(error.line())
                .isGreaterThan(0));
        if (rule != null) {
            assertThat(errors.toString()).contains(rule);
        }
    }

    @Test
    void allFaultsAreToldAtOnce() {
        assertThat(refused("{target: foreign, every: 1ms, from: nothing, old-primary: {control: foreign}}"))
                .hasSizeGreaterThanOrEqualTo(5);
    }

    private static Measure read(String section) {
        return RunbookParser.parse(RunbookTexts.DATABASE + "measure: " + section + "\n", Map.of(), RunbookTexts.WORDS)
                .measure()
                .orElseThrow();
    }

    private static List<ProblemError> refused(String section) {
        return catchThrowableOfType(InvalidInput.class, () -> read(section)).errors();
    }
}
