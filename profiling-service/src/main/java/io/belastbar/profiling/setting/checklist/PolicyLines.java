package io.belastbar.profiling.setting.checklist;

import static io.belastbar.profiling.setting.checklist.ChecklistAnswer.Answer.CANNOT_BE_SEEN;
import static io.belastbar.profiling.setting.checklist.ChecklistAnswer.Answer.FALSE;
import static io.belastbar.profiling.setting.checklist.ChecklistAnswer.Answer.TRUE;

import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.setting.ServerSetting;
import io.belastbar.profiling.setting.ServerState;
import io.belastbar.report.Sentence;
import java.util.List;
import java.util.Optional;

/** The section {@code rls_performance}. What a policy costs is measured elsewhere: by the report on policies. */
final class PolicyLines {
    private static final String SECTION = "rls_performance";
    private static final long NESTED_MIN = 1_000;
    private static final double NESTED_FACTOR = 10;
    private static final Sentence NONE =
            new Sentence("No table is under row-level security", "Keine Tabelle steht unter Row-Level Security");

    private PolicyLines() {}

    static List<ChecklistAnswer> of(ServerState state, Seen seen, CheckReport tenants) {
        TargetRow policies = seen.policies();
        boolean none = policies.whole("tables") == 0;
        return List.of(
                cost(none), nested(none, state, seen.statements()), indexed(none, tenants), batch(none, policies));
    }

    private static ChecklistAnswer cost(boolean none) {
        return new ChecklistAnswer(
                SECTION,
                new Sentence(
                        "The policy itself takes < 10 ms (EXPLAIN ANALYZE)?",
                        "RLS Policy selbst ist < 10ms (EXPLAIN ANALYZE)?"),
                none ? TRUE : CANNOT_BE_SEEN,
                none
                        ? NONE
                        : new Sentence(
                                "Not without running statements: the report on row-level security measures it",
                                "Nicht ohne Anweisungen auszuführen: der Bericht zu Row-Level Security misst es"));
    }

    private static ChecklistAnswer nested(boolean none, ServerState state, Optional<TargetRow> statements) {
        Sentence line = new Sentence("No N+1 by policies?", "Kein N+1 Problem durch RLS-Policies?");
        if (none) {
            return new ChecklistAnswer(SECTION, line, TRUE, NONE);
        }
        String track = state.setting("pg_stat_statements.track")
                .map(ServerSetting::value)
                .orElse("none");
        if (statements.isEmpty() || !track.equals("all")) {
            return new ChecklistAnswer(
                    SECTION,
                    line,
                    CANNOT_BE_SEEN,
                    new Sentence(
                            "Statements inside of functions are not counted: pg_stat_statements.track is " + track
                                    + ", not all",
                            "Anweisungen in Funktionen werden nicht gezählt: pg_stat_statements.track ist " + track
                                    + ", nicht all"));
        }
        long calls = statements.get().whole("nested");
        long outer = statements.get().whole("outer_calls");
        boolean much = calls >= NESTED_MIN && calls > NESTED_FACTOR * outer;
        Optional<ChecklistAnswer> young = much
                ? Optional.empty()
                : Young.answer(
                        SECTION,
                        line,
                        state,
                        Optional.ofNullable(statements.get().instant("since")));
        return young.orElseGet(() -> counted(line, much, calls, outer));
    }

    private static ChecklistAnswer counted(Sentence line, boolean much, long calls, long outer) {
        return new ChecklistAnswer(
                SECTION,
                line,
                much ? FALSE : TRUE,
                new Sentence(
                        "The most frequent statement inside of a function ran %d times, the most frequent one outside %d times"
                                .formatted(calls, outer),
                        "Die häufigste Anweisung in einer Funktion lief %d-mal, die häufigste außerhalb %d-mal"
                                .formatted(calls, outer)));
    }

    private static ChecklistAnswer indexed(boolean none, CheckReport tenants) {
        Sentence line = new Sentence("Row-level security uses indexes?", "Row-Level Security nutzt Indices?");
        if (none) {
            return new ChecklistAnswer(SECTION, line, TRUE, NONE);
        }
        int lacking = tenants.diagnoses().size();
        return new ChecklistAnswer(
                SECTION,
                line,
                lacking > 0 ? FALSE : CANNOT_BE_SEEN,
                lacking > 0
                        ? new Sentence(
                                lacking == 1
                                        ? "1 tenants' column of a large table leads no index"
                                        : lacking + " tenants' columns of large tables lead no index",
                                lacking == 1
                                        ? "1 Mandanten-Spalte einer großen Tabelle führt keinen Index an"
                                        : lacking + " Mandanten-Spalten großer Tabellen führen keinen Index an")
                        : new Sentence(
                                "Each tenant's column that is known leads an index where the table is large; whether plans use it, a test run shows",
                                "Jede bekannte Mandanten-Spalte führt einen Index an, wo die Tabelle groß ist; ob Pläne ihn nutzen, zeigt ein Testlauf"));
    }

    private static ChecklistAnswer batch(boolean none, TargetRow policies) {
        long bypassing = policies.whole("bypassing");
        return new ChecklistAnswer(
                SECTION,
                new Sentence(
                        "Row security switched for batch operations?",
                        "Enable/Disable Row Security für Batch-Operationen?"),
                none || bypassing > 0 ? TRUE : FALSE,
                none
                        ? NONE
                        : new Sentence(
                                bypassing == 1
                                        ? "1 role beside superusers has BYPASSRLS"
                                        : bypassing + " roles beside superusers have BYPASSRLS",
                                bypassing == 1
                                        ? "1 Rolle neben den Superusern hat BYPASSRLS"
                                        : bypassing + " Rollen neben den Superusern haben BYPASSRLS"));
    }
}
