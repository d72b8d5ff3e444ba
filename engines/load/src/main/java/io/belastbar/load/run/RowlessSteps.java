package io.belastbar.load.run;

import io.belastbar.load.sample.RowCounts;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.SqlStep;
import io.belastbar.load.scenario.Step.SendStep;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * SQL steps that never met a row. To PostgreSQL that is a success, and fast: under row-level security an unknown tenant sees
 * nothing. A step that checks its rows has said what it expects, and is left out.
 */
final class RowlessSteps {

    private static final Pattern MEETS_ROWS = Pattern.compile(
            "(?is)(\\s|--[^\\n]*\\n|/\\*.*?\\*/|\\()*(select|with|table|insert|update|delete|merge)\\b.*");

    private RowlessSteps() {}

    /** {@code counts} by the step's index in the scenario. */
    static List<Sentence> notes(Scenario scenario, RowCounts counts) {
        List<Sentence> notes = new ArrayList<>();
        List<SendStep> steps = scenario.sends();
        for (int index = 0; index < steps.size(); index++) {
            long executions = counts.executions(index);
            if (steps.get(index) instanceof SqlStep step
                    && executions > 0
                    && counts.rows(index) == 0
                    && step.rows() == null
                    && MEETS_ROWS.matcher(step.statements().getLast().sql()).matches()) {
                notes.add(note(step.name(), executions));
            }
        }
        return notes;
    }

    private static Sentence note(String step, long executions) {
        return new Sentence(
                "Step '" + step + "' returned or changed no row in any of its "
                        + ReportLanguage.ENGLISH.number(executions)
                        + " executions; check: { rows: \"> 0\" } would fail it.",
                "Schritt „" + step + "“ lieferte oder änderte in keiner seiner "
                        + ReportLanguage.GERMAN.number(executions)
                        + " Ausführungen eine Zeile; check: { rows: \"> 0\" } ließe ihn fehlschlagen.");
    }
}
