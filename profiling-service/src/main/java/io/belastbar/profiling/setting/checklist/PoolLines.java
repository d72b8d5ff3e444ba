package io.belastbar.profiling.setting.checklist;

import static io.belastbar.profiling.setting.checklist.ChecklistAnswer.Answer.CANNOT_BE_SEEN;
import static io.belastbar.profiling.setting.checklist.ChecklistAnswer.Answer.FALSE;
import static io.belastbar.profiling.setting.checklist.ChecklistAnswer.Answer.TRUE;
import static io.belastbar.profiling.setting.checklist.ChecklistAnswer.when;

import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.setting.ServerSetting;
import io.belastbar.profiling.setting.ServerState;
import io.belastbar.report.Sentence;
import java.util.List;

/** The section {@code connection_pooling}. A database sees connections, not pools. */
final class PoolLines {
    private static final String SECTION = "connection_pooling";
    private static final double FIVE_MINUTES = 300_000;
    private static final double THIRTY_SECONDS = 30_000;
    private static final long POOL_MIN = 20;
    private static final long POOL_MAX = 50;

    private PoolLines() {}

    static List<ChecklistAnswer> of(ServerState state, Seen seen) {
        TargetRow sessions = seen.sessions();
        return List.of(pool(sessions), poolSize(sessions), idle(state, sessions), idleInTransaction(state));
    }

    private static ChecklistAnswer pool(TargetRow sessions) {
        String pools = sessions.text("pools");
        return new ChecklistAnswer(
                SECTION,
                new Sentence("PgBouncer or HikariCP configured?", "PgBouncer oder Hikari-CP konfiguriert?"),
                pools.isEmpty() ? CANNOT_BE_SEEN : TRUE,
                pools.isEmpty()
                        ? new Sentence(
                                "No connection names a pool; a database does not know of one",
                                "Keine Verbindung nennt einen Pool; eine Datenbank weiß davon nichts")
                        : new Sentence("Connections name " + pools, "Verbindungen nennen " + pools));
    }

    private static ChecklistAnswer poolSize(TargetRow sessions) {
        long largest = sessions.whole("largest_group");
        boolean seen = largest >= POOL_MIN;
        return new ChecklistAnswer(
                SECTION,
                new Sentence(
                        "Pool of 20 to 50 connections for each instance?",
                        "Connection Pool Size: 20-50 pro Backend-Instanz?"),
                seen ? when(largest <= POOL_MAX) : CANNOT_BE_SEEN,
                new Sentence(
                        "At most %d connections come from one address and application now; a pool may open more"
                                .formatted(largest),
                        "Von einer Adresse und Anwendung kommen jetzt höchstens %d Verbindungen; ein Pool kann mehr öffnen"
                                .formatted(largest)));
    }

    private static ChecklistAnswer idle(ServerState state, TargetRow sessions) {
        double limit = state.number("idle_session_timeout", 0);
        double oldest = sessions.number("idle_seconds") * 1000;
        boolean limited = limit > 0 && limit <= FIVE_MINUTES;
        ChecklistAnswer.Answer answer = limited ? TRUE : oldest > FIVE_MINUTES * 1.1 ? FALSE : CANNOT_BE_SEEN;
        return new ChecklistAnswer(
                SECTION,
                new Sentence("Idle connections end after 5 minutes?", "Idle Connection Timeout: 5 Minuten?"),
                answer,
                new Sentence(
                        "idle_session_timeout is %s; the longest idle connection has been so for %.0f s; the pool's own limit cannot be seen"
                                .formatted(shown(state, "idle_session_timeout"), oldest / 1000),
                        "idle_session_timeout ist %s; die längste ruhende Verbindung ruht seit %.0f s; die Grenze des Pools ist nicht zu sehen"
                                .formatted(shown(state, "idle_session_timeout"), oldest / 1000)));
    }

    private static ChecklistAnswer idleInTransaction(ServerState state) {
        String name = "idle_in_transaction_session_timeout";
        double limit = state.number(name, 0);
        String roles = state.overridesOf(name).isEmpty()
                ? ""
                : " ("
                        + String.join(
                                "; ",
                                state.overridesOf(name).stream()
                                        .map(one -> one.scope() + ": " + one.value())
                                        .toList())
                        + ")";
        return new ChecklistAnswer(
                SECTION,
                new Sentence("Idle in transaction ends after 30 seconds?", "Idle in Transaction Timeout: 30 Sekunden?"),
                when(limit > 0 && limit <= THIRTY_SECONDS),
                Sentence.verbatim(name + " = " + shown(state, name) + roles));
    }

    private static String shown(ServerState state, String name) {
        return state.setting(name).map(ServerSetting::shown).orElse("?");
    }
}
