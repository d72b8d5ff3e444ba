package io.belastbar.profiling.setting.checklist;

import static io.belastbar.profiling.setting.checklist.ChecklistAnswer.Answer.CANNOT_BE_SEEN;
import static io.belastbar.profiling.setting.checklist.ChecklistAnswer.Answer.FALSE;
import static io.belastbar.profiling.setting.checklist.ChecklistAnswer.Answer.TRUE;
import static io.belastbar.profiling.setting.checklist.ChecklistAnswer.when;

import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.setting.ServerSetting;
import io.belastbar.profiling.setting.ServerSize;
import io.belastbar.profiling.setting.ServerState;
import io.belastbar.report.Sentence;
import java.util.List;
import java.util.Optional;

/** The section {@code query_optimization}. */
final class QueryLines {
    private static final String SECTION = "query_optimization";

    private QueryLines() {}

    static List<ChecklistAnswer> of(ServerState state, ServerSize size, Seen seen, CheckReport foreignKeys) {
        return List.of(
                explained(state, seen.statements()),
                indexed(foreignKeys),
                composite(seen.policies()),
                maintained(state, seen.neglected()),
                workMem(state),
                sharedBuffers(state, size),
                connections(state, size));
    }

    private static ChecklistAnswer explained(ServerState state, Optional<TargetRow> statements) {
        Sentence line = new Sentence(
                "EXPLAIN ANALYZE done for all queries above 100 ms?",
                "EXPLAIN ANALYZE ausgeführt für alle > 100ms Queries?");
        if (statements.isEmpty()) {
            return new ChecklistAnswer(SECTION, line, CANNOT_BE_SEEN, MonitoringLines.NOBODY_COUNTS);
        }
        long slow = statements.get().whole("slow");
        Optional<ChecklistAnswer> young = slow > 0
                ? Optional.empty()
                : Young.answer(
                        SECTION,
                        line,
                        state,
                        Optional.ofNullable(statements.get().instant("since")));
        if (young.isPresent()) {
            return young.get();
        }
        return new ChecklistAnswer(
                SECTION,
                line,
                slow == 0 ? TRUE : CANNOT_BE_SEEN,
                slow == 0
                        ? new Sentence(
                                "There is no statement with a mean above 100 ms",
                                "Es gibt keine Anweisung über 100 ms im Mittel")
                        : new Sentence(
                                (slow == 1 ? "1 statement has" : slow + " statements have")
                                        + " a mean above 100 ms; a server does not keep what was explained",
                                (slow == 1 ? "1 Anweisung liegt" : slow + " Anweisungen liegen")
                                        + " im Mittel über 100 ms; was erklärt wurde, merkt sich kein Server"));
    }

    private static ChecklistAnswer indexed(CheckReport foreignKeys) {
        int lacking = foreignKeys.diagnoses().size();
        return new ChecklistAnswer(
                SECTION,
                new Sentence("An index for columns of WHERE and JOIN?", "Index vorhanden für WHERE/JOIN Spalten?"),
                lacking == 0 ? CANNOT_BE_SEEN : FALSE,
                lacking == 0
                        ? new Sentence(
                                "Every foreign key of a large table leads an index; what WHERE asks for, only plans of a test run show",
                                "Jeder Fremdschlüssel großer Tabellen führt einen Index an; was WHERE fragt, zeigen nur Pläne eines Testlaufs")
                        : new Sentence(
                                lacking == 1
                                        ? "1 foreign key of a large table leads no index"
                                        : lacking + " foreign keys of large tables lead no index",
                                lacking == 1
                                        ? "1 Fremdschlüssel einer großen Tabelle führt keinen Index an"
                                        : lacking + " Fremdschlüssel großer Tabellen führen keinen Index an"));
    }

    private static ChecklistAnswer composite(TargetRow policies) {
        long composite = policies.whole("composite");
        return new ChecklistAnswer(
                SECTION,
                new Sentence(
                        "Composite indexes for filters on several columns?",
                        "Composite Indices für Multi-Column Filters?"),
                CANNOT_BE_SEEN,
                new Sentence(
                        (composite == 1 ? "1 index has" : composite + " indexes have")
                                + " several columns; which ones are missing, only plans of a test run show",
                        (composite == 1 ? "1 Index hat" : composite + " Indizes haben")
                                + " mehrere Spalten; welche fehlen, zeigen nur Pläne eines Testlaufs"));
    }

    private static ChecklistAnswer maintained(ServerState state, TargetRow neglected) {
        Sentence line = new Sentence("VACUUM & ANALYZE regularly (daily)?", "VACUUM & ANALYZE regelmäßig (täglich)?");
        return Young.answer(SECTION, line, state).orElseGet(() -> maintained(line, neglected));
    }

    private static ChecklistAnswer maintained(Sentence line, TargetRow neglected) {
        long tables = neglected.whole("tables");
        return new ChecklistAnswer(
                SECTION,
                line,
                when(tables == 0),
                tables == 0
                        ? new Sentence(
                                "No table that changed much has waited for more than a day",
                                "Keine stark geänderte Tabelle wartet länger als einen Tag")
                        : new Sentence(
                                (tables == 1
                                                ? "1 table changed much and has waited for more than a day: "
                                                : tables
                                                        + " tables changed much and have waited for more than a day, such as ")
                                        + neglected.text("example"),
                                (tables == 1
                                                ? "1 stark geänderte Tabelle wartet länger als einen Tag: "
                                                : tables
                                                        + " stark geänderte Tabellen warten länger als einen Tag, etwa ")
                                        + neglected.text("example")));
    }

    private static ChecklistAnswer workMem(ServerState state) {
        Sentence line = new Sentence("work_mem right for sorts?", "work_mem korrekt gesetzt für Sortierungen?");
        return Young.answer(SECTION, line, state).orElseGet(() -> workMem(line, state));
    }

    private static ChecklistAnswer workMem(Sentence line, ServerState state) {
        double days = state.counted().toMillis() / 86_400_000.0;
        boolean spills = state.temporaryBytes() / days > 1L << 30;
        String spilled = ServerSetting.size(state.temporaryBytes());
        return new ChecklistAnswer(
                SECTION,
                line,
                when(!spills),
                new Sentence(
                        "%s spilled to files in %.1f days; more than 1GB a day would be much".formatted(spilled, days),
                        "%s in %.1f Tagen in Dateien ausgelagert; über 1GB am Tag wäre viel".formatted(spilled, days)));
    }

    private static ChecklistAnswer sharedBuffers(ServerState state, ServerSize size) {
        Sentence line = new Sentence(
                "shared_buffers >= 25 % of the memory (32GB of 128GB)?",
                "shared_buffers >= 25% RAM (für Hetzner 128GB: 32GB)?");
        Optional<ServerSetting> buffers = state.setting("shared_buffers");
        if (size.memoryBytes().isEmpty() || buffers.isEmpty()) {
            String shown = buffers.map(ServerSetting::shown).orElse("?");
            return new ChecklistAnswer(
                    SECTION,
                    line,
                    CANNOT_BE_SEEN,
                    new Sentence(
                            "It is " + shown + "; the server's memory cannot be asked by SQL, say it: ?memory=128GB",
                            "Es sind " + shown
                                    + "; der Arbeitsspeicher ist per SQL nicht zu erfahren, angeben: ?memory=128GB"));
        }
        double share = buffers.get().number() / size.memoryBytes().get();
        // Written as a whole number of blocks, a quarter may lack a few bytes.
        return new ChecklistAnswer(
                SECTION,
                line,
                when(share >= 0.249),
                Sentence.verbatim("%s / %s = %.1f %%"
                        .formatted(
                                buffers.get().shown(),
                                ServerSetting.size(size.memoryBytes().get()),
                                share * 100)));
    }

    private static ChecklistAnswer connections(ServerState state, ServerSize size) {
        long allowed = (long) state.number("max_connections", 0);
        long used = state.connections();
        Optional<Integer> wanted = size.connections();
        boolean full = used > allowed * 0.8;
        ChecklistAnswer.Answer answer =
                wanted.map(connections -> when(!full && connections < allowed)).orElse(full ? FALSE : CANNOT_BE_SEEN);
        String need = wanted.map(String::valueOf).orElse("?");
        return new ChecklistAnswer(
                SECTION,
                new Sentence(
                        "max_connections made for the load (40 tenants and more)?",
                        "max_connections auf Last ausgelegt (40+ Mandanten)?"),
                answer,
                new Sentence(
                        "%d allowed, %d taken now, %s wanted at most (?connections=)".formatted(allowed, used, need),
                        "%d erlaubt, %d jetzt belegt, höchstens %s gebraucht (?connections=)"
                                .formatted(allowed, used, need)));
    }
}
