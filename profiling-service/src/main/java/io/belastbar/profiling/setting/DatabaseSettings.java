package io.belastbar.profiling.setting;

import io.belastbar.profiling.setting.checklist.ChecklistAnswer;
import io.belastbar.report.ReportLanguage;
import java.util.List;

/** What a database is set to and would better be, for what its server is. */
record DatabaseSettings(
        String target,
        ServerState state,
        ServerSize size,
        List<Recommendation> recommendations,
        List<ChecklistAnswer> checklist) {

    /** One setting, as the API tells it. */
    record Setting(
            String setting,
            String current,
            String source,
            String advice,
            String recommended,
            String range,
            boolean needsRestart,
            boolean pendingRestart,
            String reason) {}

    /** One line of the checklist. */
    record Line(String section, String line, String answer, String evidence) {}

    /** @param connections null, as the others, where nobody said it */
    record Answer(
            String target,
            Long memoryBytes,
            String disk,
            Integer connections,
            List<Setting> settings,
            List<SettingOverride> overrides,
            List<Line> checklist) {}

    Answer answer(ReportLanguage language) {
        return new Answer(
                target,
                size.memoryBytes().orElse(null),
                size.disk().map(Enum::name).orElse(null),
                size.connections().orElse(null),
                recommendations.stream().map(one -> setting(one, language)).toList(),
                state.overrides(),
                checklist.stream()
                        .map(one -> new Line(
                                one.section(),
                                one.line().in(language),
                                one.answer().name(),
                                one.evidence().in(language)))
                        .toList());
    }

    String file(ReportLanguage language) {
        return TuningFile.write(target, state, size, recommendations, checklist, language);
    }

    private static Setting setting(Recommendation one, ReportLanguage language) {
        return new Setting(
                one.current().name(),
                one.current().shown(),
                one.current().source(),
                one.advice().name(),
                one.recommended(),
                one.range(),
                one.current().needsRestart(),
                one.current().pendingRestart(),
                one.reason().in(language));
    }
}
