package io.belastbar.profiling.setting.rule;

import io.belastbar.profiling.setting.Recommendation;
import io.belastbar.profiling.setting.ServerSize;
import io.belastbar.profiling.setting.ServerState;
import io.belastbar.report.Sentence;
import java.util.Optional;
import java.util.stream.Stream;

/** How long an idle session may hold what it holds. Requirements 0: 30 seconds in a transaction, 5 minutes outside. */
final class TimeoutRule implements SettingRule {
    @Override
    public Stream<Recommendation> of(ServerState state, ServerSize size) {
        return Stream.of(
                        state.setting("idle_in_transaction_session_timeout")
                                .map(
                                        current -> Recommendation.within(
                                                current,
                                                1_000,
                                                60_000,
                                                "30s",
                                                "1s – 1min",
                                                new Sentence(
                                                        "A forgotten transaction holds locks and keeps dead rows from being cleared; 0 never ends it",
                                                        "Eine vergessene Transaktion hält Sperren und verhindert das Aufräumen toter Zeilen; 0 beendet sie nie"))),
                        state.setting("idle_session_timeout")
                                .map(
                                        current -> Recommendation.keep(
                                                current,
                                                "0, or longer than the pool's own",
                                                new Sentence(
                                                        "A pool keeps idle connections open: let the pool close them after 5 minutes, not the server before it",
                                                        "Ein Pool hält ruhende Verbindungen offen: der Pool soll sie nach 5 Minuten schließen, nicht der Server vor ihm"))))
                .flatMap(Optional::stream);
    }
}
