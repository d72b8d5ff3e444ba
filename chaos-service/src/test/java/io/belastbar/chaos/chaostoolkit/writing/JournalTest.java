package io.belastbar.chaos.chaostoolkit.writing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.chaos.chaostoolkit.reading.ExperimentJson;
import io.belastbar.chaos.chaostoolkit.reading.Experiments;
import io.belastbar.chaos.gameday.machine.Note.Kind;
import io.belastbar.chaos.gameday.machine.Outcome;
import io.belastbar.chaos.gameday.store.GameDayEvent;
import io.belastbar.document.DocumentParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A game day in the words of Chaos Toolkit's journals. */
class JournalTest {
    private static final Instant START = Instant.parse("2026-11-27T10:00:00Z");
    private final List<GameDayEvent> events = new ArrayList<>();

    private void told(long second, Kind kind, String subject, Map<String, String> details) {
        events.add(new GameDayEvent(
                events.size() + 1,
                START.plusSeconds(second),
                "RUNNING",
                kind.name(),
                "step",
                subject,
                null,
                "game-day",
                details));
    }

    private JsonNode journal(Outcome outcome) {
        String text = Experiments.file("payments-slow.json");
        var written = WrittenExperiment.of(DocumentParser.parse(text), Experiments.read(text));
        return Journal.write(written, new Journal.End(outcome, START, START.plusSeconds(60), "0.1"), events);
    }

    private void steady(boolean proven) {
        told(0, Kind.PHASE_ENTERED, "STEADY_STATE", Map.of());
        told(
                2,
                proven ? Kind.STEADY : Kind.NOT_STEADY,
                "steady-state",
                Map.of("shop-is-up", "HOLDS: 200 (3 ms)", "orders-are-open", proven ? "HOLDS: 200" : "NOT_YET: 200"));
    }

    private void method(Kind afterwards) {
        told(3, Kind.STEP_BEGUN, "slow-payments", Map.of());
        told(4, Kind.STEP_DONE, "slow-payments", Map.of("status", "202"));
        told(40, Kind.STEP_BEGUN, "shop-is-up (after the method)", Map.of());
        told(41, afterwards, "shop-is-up (after the method)", Map.of("measured", "500 (2 ms)", "status", "500"));
        told(45, Kind.STEP_BEGUN, "slow-payments-2", Map.of());
        told(46, Kind.STEP_DONE, "slow-payments-2", Map.of("status", "200"));
        told(47, Kind.PHASE_ENTERED, "VERIFYING", Map.of());
        told(50, Kind.REGAINED, "steady-state", Map.of("shop-is-up", "HOLDS: 200"));
    }

    @Test
    void whatWentWellIsCompletedAndHasItsTimes() {
        steady(true);
        method(Kind.EXPECTATION_MET);

        JsonNode journal = journal(Outcome.PASSED);

        assertThat(journal.path("status").asText()).isEqualTo("completed");
        assertThat(journal.path("deviated").asBoolean(true)).isFalse();
        assertThat(journal.path("start").asText()).isEqualTo("2026-11-27T10:00:00Z");
        assertThat(journal.path("duration").asDouble()).isEqualTo(60);
        assertThat(journal.at("/steady_states/before/steady_state_met").asBoolean())
                .isTrue();
        assertThat(journal.at("/steady_states/before/probes/0/activity/name").asText())
                .isEqualTo("shop-is-up");
        assertThat(journal.at("/steady_states/before/probes/0/duration").asDouble())
                .isEqualTo(2);
        assertThat(journal.at("/steady_states/after/steady_state_met").asBoolean())
                .isTrue();
        assertThat(journal.at("/steady_states/regained/steady_state_met").asBoolean())
                .isTrue();
        assertThat(journal.at("/run/0/activity/x-ticket").asText())
                .as("a raw copy")
                .isEqualTo("OPS-1");
        assertThat(journal.at("/run/0/output/status").asInt()).isEqualTo(202);
        assertThat(journal.path("rollbacks")).hasSize(1);
    }

    @Test
    void experimentStandsInItAsItCame() {
        steady(true);

        JsonNode experiment = journal(Outcome.ABORTED).path("experiment");

        assertThat(experiment)
                .isEqualTo(ExperimentJson.of(DocumentParser.parse(Experiments.file("payments-slow.json"))));
    }

    @Test
    void hypothesisMissedBeforeIsFailedAndNothingWasDone() {
        steady(false);

        JsonNode journal = journal(Outcome.ABORTED);

        assertThat(journal.path("status").asText()).isEqualTo("failed");
        assertThat(journal.path("deviated").asBoolean(true)).isFalse();
        assertThat(journal.at("/steady_states/before/steady_state_met").asBoolean(true))
                .isFalse();
        assertThat(journal.at("/steady_states/before/probes/1/tolerance_met").asBoolean(true))
                .isFalse();
        assertThat(journal.at("/steady_states").has("after")).isFalse();
        assertThat(journal.path("run")).isEmpty();
        assertThat(journal.path("rollbacks")).isEmpty();
    }

    @Test
    void hypothesisMissedAfterTheMethodHasDeviated() {
        steady(true);
        method(Kind.EXPECTATION_MISSED);

        JsonNode journal = journal(Outcome.FAILED);

        assertThat(journal.path("status").asText()).isEqualTo("failed");
        assertThat(journal.path("deviated").asBoolean()).isTrue();
        assertThat(journal.at("/steady_states/after/steady_state_met").asBoolean(true))
                .isFalse();
        assertThat(journal.at("/steady_states/after/probes/0/exception/0").asText())
                .isEqualTo("500 (2 ms)");
    }

    @Test
    void whoeverEndsItInterruptsIt() {
        steady(true);
        told(5, Kind.ABORT_REQUESTED, "abort", Map.of("reason", "asked for"));

        assertThat(journal(Outcome.ABORTED).path("status").asText()).isEqualTo("interrupted");
    }

    @Test
    void activityThatFailsAbortsIt() {
        steady(true);
        told(3, Kind.STEP_BEGUN, "slow-payments", Map.of());
        told(4, Kind.STEP_NOT_DONE, "slow-payments", Map.of("reason", "shop answered 500"));

        JsonNode journal = journal(Outcome.FAILED);

        assertThat(journal.path("status").asText()).isEqualTo("aborted");
        assertThat(journal.at("/run/0/status").asText()).isEqualTo("failed");
        assertThat(journal.at("/run/0/exception/0").asText()).isEqualTo("shop answered 500");
    }

    @Test
    void whatIsMissedMeanwhileStandsUnderDuring() {
        steady(true);
        told(9, Kind.STOP_CONDITION_MET, "shop-is-up", Map.of("measured", "503 (1 ms)"));

        JsonNode journal = journal(Outcome.FAILED);

        assertThat(journal.path("status").asText()).isEqualTo("interrupted");
        assertThat(journal.path("deviated").asBoolean()).isTrue();
        assertThat(journal.at("/steady_states/during/0/probes/0/activity/name").asText())
                .isEqualTo("shop-is-up");
    }

    @Test
    void runbookOfOurOwnHasAJournalToo() {
        steady(true);
        told(3, Kind.STEP_BEGUN, "slow", Map.of());
        told(4, Kind.STEP_DONE, "slow", Map.of("faultId", "7"));
        told(50, Kind.REGAINED, "steady-state", Map.of("up", "HOLDS: 200"));

        JsonNode journal = Journal.write(
                RunbookWriterTest.written(),
                new Journal.End(Outcome.PASSED, START, START.plusSeconds(60), "0.1"),
                events);

        assertThat(journal.at("/run/0/activity/provider/arguments/type").asText())
                .isEqualTo("insurer-latency");
        assertThat(journal.at("/run/0/output/faultId").asText()).isEqualTo("7");
        assertThat(journal.at("/steady_states/after/steady_state_met").asBoolean())
                .isTrue();
    }
}
