package io.belastbar.profiling.setting.checklist;

import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.check.DatabaseCheck;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.index.ForeignKeysWithoutIndex;
import io.belastbar.profiling.index.TenantColumnsWithoutIndex;
import io.belastbar.profiling.setting.ServerSettings;
import io.belastbar.profiling.setting.ServerSize;
import io.belastbar.profiling.setting.ServerState;
import io.belastbar.profiling.setting.checklist.ChecklistAnswer.Answer;
import io.belastbar.report.ReportLanguage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Requirements 0's {@code postgresql-optimization-checklist.yml}, line by line. What is wrong of it, other checks tell. */
public final class OptimizationChecklist implements DatabaseCheck {
    @Override
    public String name() {
        return "optimization-checklist";
    }

    @Override
    public CheckReport check(TargetSession session, CheckedDatabase database) {
        List<String> missing = new ArrayList<>();
        ServerSize size = ServerSettings.size(database, missing);
        List<ChecklistAnswer> answers = answers(session, database, ServerState.read(session, database.now()), size);
        String summary = "%d of %d lines hold, %d do not, %d cannot be seen from here"
                .formatted(
                        count(answers, Answer.TRUE),
                        answers.size(),
                        count(answers, Answer.FALSE),
                        count(answers, Answer.CANNOT_BE_SEEN));
        return new CheckReport(
                name(),
                summary,
                missing,
                answers.stream().map(OptimizationChecklist::row).toList(),
                List.of());
    }

    /** In the order of the checklist. */
    public static List<ChecklistAnswer> answers(
            TargetSession session, CheckedDatabase database, ServerState state, ServerSize size) {
        Seen seen = new Seen(session);
        CheckReport foreignKeys = new ForeignKeysWithoutIndex().check(session, database);
        CheckReport tenants = new TenantColumnsWithoutIndex().check(session, database);
        return Stream.of(
                        QueryLines.of(state, size, seen, foreignKeys),
                        PolicyLines.of(state, seen, tenants),
                        PoolLines.of(state, seen),
                        MonitoringLines.of(state, seen))
                .flatMap(List::stream)
                .toList();
    }

    private static long count(List<ChecklistAnswer> answers, Answer answer) {
        return answers.stream().filter(one -> one.answer() == answer).count();
    }

    private static Map<String, Object> row(ChecklistAnswer answer) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("section", answer.section());
        row.put("line", answer.line().german());
        row.put("answer", answer.answer().name());
        row.put("evidence", answer.evidence().in(ReportLanguage.ENGLISH));
        return row;
    }
}
