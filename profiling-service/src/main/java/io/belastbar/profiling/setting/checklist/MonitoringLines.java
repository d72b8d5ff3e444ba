package io.belastbar.profiling.setting.checklist;

import static io.belastbar.profiling.setting.checklist.ChecklistAnswer.Answer.CANNOT_BE_SEEN;
import static io.belastbar.profiling.setting.checklist.ChecklistAnswer.when;

import io.belastbar.profiling.setting.ServerSetting;
import io.belastbar.profiling.setting.ServerState;
import io.belastbar.report.Sentence;
import java.util.List;

/** The section {@code monitoring}. */
final class MonitoringLines {
    static final Sentence NOBODY_COUNTS = new Sentence(
            "pg_stat_statements is not there, or not loaded", "pg_stat_statements ist nicht da oder nicht geladen");
    private static final String SECTION = "monitoring";
    private static final double SECOND = 1_000;

    private MonitoringLines() {}

    static List<ChecklistAnswer> of(ServerState state, Seen seen) {
        boolean counts = seen.statements().isPresent();
        double slow = state.number("log_min_duration_statement", -1);
        return List.of(
                new ChecklistAnswer(
                        SECTION,
                        new Sentence(
                                "The extension pg_stat_statements is there?",
                                "pg_stat_statements Extension aktiviert?"),
                        when(counts),
                        counts ? new Sentence("It answers", "Sie antwortet") : NOBODY_COUNTS),
                new ChecklistAnswer(
                        SECTION,
                        new Sentence("Top 10 queries watched (Prometheus)?", "Top 10 Queries überwacht (Prometheus)?"),
                        CANNOT_BE_SEEN,
                        new Sentence(
                                "A database does not know who scrapes; this service offers them at /q/metrics",
                                "Eine Datenbank weiß nicht, wer abfragt; dieser Dienst bietet sie unter /q/metrics an")),
                new ChecklistAnswer(
                        SECTION,
                        new Sentence("A histogram of execution times?", "Query Execution Time Histogramm?"),
                        CANNOT_BE_SEEN,
                        new Sentence(
                                "pg_stat_statements keeps mean and spread, no histogram; a test run measures one at the client",
                                "pg_stat_statements behält Mittel und Streuung, kein Histogramm; ein Testlauf misst eines beim Client")),
                new ChecklistAnswer(
                        SECTION,
                        new Sentence(
                                "Log of slow queries on (threshold 1 second)?",
                                "Slow Query Log aktiviert (1 Sekunde Threshold)?"),
                        when(slow >= 0 && slow <= SECOND),
                        Sentence.verbatim("log_min_duration_statement = "
                                + state.setting("log_min_duration_statement")
                                        .map(ServerSetting::shown)
                                        .orElse("?"))));
    }
}
