package io.belastbar.profiling.setting.rule;

import io.belastbar.profiling.setting.Recommendation;
import io.belastbar.profiling.setting.ServerSetting;
import io.belastbar.profiling.setting.ServerSize;
import io.belastbar.profiling.setting.ServerState;
import io.belastbar.report.Sentence;
import java.util.Optional;
import java.util.stream.Stream;

/** How often dead rows are cleared away and statistics are made. */
final class AutovacuumRule implements SettingRule {
    @Override
    public Stream<Recommendation> of(ServerState state, ServerSize size) {
        return Stream.of(
                        state.setting("autovacuum").map(AutovacuumRule::running),
                        range(
                                state,
                                "autovacuum_max_workers",
                                3,
                                10,
                                "3",
                                "3 – 10",
                                new Sentence(
                                        "More workers share one cost limit, so more of them are slower each",
                                        "Mehr Prozesse teilen sich ein Kostenlimit, jeder wird dadurch langsamer")),
                        range(
                                state,
                                "autovacuum_naptime",
                                5_000,
                                60_000,
                                "1min",
                                "5s – 1min",
                                new Sentence(
                                        "Each database is looked at so often", "So oft wird jede Datenbank angesehen")),
                        range(
                                state,
                                "autovacuum_vacuum_threshold",
                                0,
                                1_000,
                                "50",
                                "0 – 1000",
                                new Sentence("Matters for small tables only", "Zählt nur bei kleinen Tabellen")),
                        range(
                                state,
                                "autovacuum_vacuum_scale_factor",
                                0.01,
                                0.2,
                                "0.1",
                                "0.01 – 0.2",
                                new Sentence(
                                        "A share of the table's rows; set large tables lower by themselves: ALTER TABLE … SET (autovacuum_vacuum_scale_factor = 0.02)",
                                        "Ein Anteil der Zeilen; große Tabellen einzeln niedriger setzen: ALTER TABLE … SET (autovacuum_vacuum_scale_factor = 0.02)")),
                        range(
                                state,
                                "autovacuum_analyze_scale_factor",
                                0.01,
                                0.1,
                                "0.05",
                                "0.01 – 0.1",
                                new Sentence(
                                        "Estimates age with the share of rows that changed",
                                        "Schätzungen altern mit dem Anteil geänderter Zeilen")))
                .flatMap(Optional::stream);
    }

    private static Recommendation running(ServerSetting current) {
        Sentence reason = new Sentence(
                "Without it tables grow without limit, estimates age, and the server stops when transaction numbers run out",
                "Ohne ihn wachsen Tabellen unbegrenzt, Schätzungen veralten, und der Server hält an, wenn die Transaktionsnummern ausgehen");
        return current.isOn()
                ? Recommendation.keep(current, "on", reason)
                : Recommendation.change(current, "on", "on", reason);
    }

    private static Optional<Recommendation> range(
            ServerState state, String name, double least, double most, String best, String range, Sentence reason) {
        return state.setting(name).map(current -> Recommendation.within(current, least, most, best, range, reason));
    }
}
