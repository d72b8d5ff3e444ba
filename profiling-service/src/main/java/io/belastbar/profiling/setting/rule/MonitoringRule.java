package io.belastbar.profiling.setting.rule;

import io.belastbar.profiling.setting.Recommendation;
import io.belastbar.profiling.setting.ServerSetting;
import io.belastbar.profiling.setting.ServerSize;
import io.belastbar.profiling.setting.ServerState;
import io.belastbar.report.Sentence;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** What the server tells of itself. Requirements 0: pg_stat_statements, and statements of one second in the log. */
final class MonitoringRule implements SettingRule {
    private static final String STATEMENTS = "pg_stat_statements";

    @Override
    public Stream<Recommendation> of(ServerState state, ServerSize size) {
        return Stream.of(
                        state.setting("shared_preload_libraries").map(MonitoringRule::libraries),
                        state.setting("log_min_duration_statement")
                                .map(
                                        current -> Recommendation.within(
                                                current,
                                                1,
                                                1_000,
                                                "1s",
                                                "100ms – 1s",
                                                new Sentence(
                                                        "Slow statements belong in the log; -1 writes none, 0 writes all",
                                                        "Langsame Anweisungen gehören ins Protokoll; -1 schreibt keine, 0 schreibt alle"))),
                        state.setting("track_io_timing").map(MonitoringRule::times))
                .flatMap(Optional::stream);
    }

    private static Recommendation libraries(ServerSetting current) {
        Sentence reason = new Sentence(
                "Without it nobody knows which statements take the time",
                "Ohne sie weiß niemand, welche Anweisungen die Zeit kosten");
        boolean loaded = Arrays.stream(current.value().split(","))
                .map(name -> name.strip().replace("\"", ""))
                .anyMatch(STATEMENTS::equals);
        if (loaded) {
            return Recommendation.keep(current, "with " + STATEMENTS, reason);
        }
        String all = current.value().isBlank() ? STATEMENTS : current.value() + ", " + STATEMENTS;
        return Recommendation.change(current, all, "with " + STATEMENTS, reason);
    }

    private static Recommendation times(ServerSetting current) {
        Sentence reason = new Sentence(
                "Plans and statistics then tell reading from waiting; where the clock is slow (pg_test_timing), leave it off",
                "Pläne und Statistiken zeigen dann, was das Lesen kostet; wo die Uhr langsam ist (pg_test_timing), aus lassen");
        return current.isOn()
                ? Recommendation.keep(current, "on", reason)
                : Recommendation.change(current, "on", "on", reason);
    }
}
