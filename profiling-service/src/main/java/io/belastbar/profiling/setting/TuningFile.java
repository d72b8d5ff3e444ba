package io.belastbar.profiling.setting;

import io.belastbar.profiling.setting.checklist.ChecklistAnswer;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.util.List;
import java.util.Locale;

/**
 * The file {@code postgresql-tuning-recommendations.yml}: what to change, ready as {@code ALTER SYSTEM}, what stays, what
 * nobody can compute yet, and the checklist with its answers. YAML, with comments for people.
 */
public final class TuningFile {
    private final ReportLanguage language;
    private final StringBuilder text = new StringBuilder();

    private TuningFile(ReportLanguage language) {
        this.language = language;
    }

    /** @param target the database's registered name */
    public static String write(
            String target,
            ServerState state,
            ServerSize size,
            List<Recommendation> recommendations,
            List<ChecklistAnswer> checklist,
            ReportLanguage language) {
        return new TuningFile(language).of(target, state, size, recommendations, checklist);
    }

    private String of(
            String target,
            ServerState state,
            ServerSize size,
            List<Recommendation> recommendations,
            List<ChecklistAnswer> checklist) {
        comment(new Sentence(
                "Recommendations for the settings of PostgreSQL, computed from what is known of the server.",
                "Empfehlungen zu den Einstellungen von PostgreSQL, berechnet aus dem, was vom Server bekannt ist."));
        line("target: " + quoted(target));
        line("postgresql: " + quoted(state.version() / 10_000 + "." + state.version() % 10_000));
        server(size);
        settings(recommendations);
        alterSystem(recommendations);
        overrides(state);
        answers(checklist);
        return text.toString();
    }

    private void server(ServerSize size) {
        line("server:");
        line("  memory: "
                + size.memoryBytes()
                        .map(bytes -> quoted(ServerSetting.size(bytes)))
                        .orElse("null"));
        line("  disk: "
                + size.disk().map(disk -> disk.name().toLowerCase(Locale.ROOT)).orElse("null"));
        line("  connections: " + size.connections().map(String::valueOf).orElse("null"));
    }

    private void settings(List<Recommendation> recommendations) {
        line(recommendations.isEmpty() ? "settings: []" : "settings:");
        for (Recommendation one : recommendations) {
            comment("  ", one.reason());
            line("  - setting: " + one.current().name());
            line("    current: " + quoted(one.current().shown()));
            line("    source: " + quoted(one.current().source()));
            line("    advice: " + one.advice().name().toLowerCase(Locale.ROOT));
            line("    recommended: " + (one.recommended() == null ? "null" : quoted(one.recommended())));
            line("    range: " + (one.range() == null ? "null" : quoted(one.range())));
            line("    needs_restart: " + one.current().needsRestart());
            line("    pending_restart: " + one.current().pendingRestart());
        }
    }

    private void alterSystem(List<Recommendation> recommendations) {
        List<Recommendation> changes =
                recommendations.stream().filter(Recommendation::isChange).toList();
        if (changes.isEmpty()) {
            comment(new Sentence("Nothing to change.", "Nichts zu ändern."));
            line("alter_system: []");
            return;
        }
        comment(new Sentence(
                "As a superuser; then SELECT pg_reload_conf(), and a restart where it says so.",
                "Als Superuser; danach SELECT pg_reload_conf(), und ein Neustart, wo es dabeisteht."));
        line("alter_system:");
        for (Recommendation one : changes) {
            line("  - " + quoted(statement(one)) + (one.current().needsRestart() ? "  # " + restart() : ""));
        }
    }

    /** A list of libraries is not one text: each is an element of its own. */
    static String statement(Recommendation one) {
        String value = one.current().name().equals("shared_preload_libraries")
                ? String.join(
                        ", ",
                        List.of(one.recommended().split("\\s*,\\s*")).stream()
                                .map(name -> "'" + name.replace("\"", "").replace("'", "''") + "'")
                                .toList())
                : "'" + one.recommended().replace("'", "''") + "'";
        return "ALTER SYSTEM SET " + one.current().name() + " = " + value;
    }

    private String restart() {
        return new Sentence("restart", "Neustart").in(language);
    }

    private void overrides(ServerState state) {
        if (state.overrides().isEmpty()) {
            line("overrides: []");
            return;
        }
        comment(new Sentence(
                "For these roles and databases another value holds.",
                "Für diese Rollen und Datenbanken gilt ein anderer Wert."));
        line("overrides:");
        for (SettingOverride one : state.overrides()) {
            line("  - {setting: " + quoted(one.setting()) + ", value: " + quoted(one.value()) + ", scope: "
                    + quoted(one.scope()) + "}");
        }
    }

    private void answers(List<ChecklistAnswer> checklist) {
        line("checklist:");
        String section = "";
        for (ChecklistAnswer one : checklist) {
            if (!one.section().equals(section)) {
                section = one.section();
                line("  " + section + ":");
            }
            line("    - line: " + quoted(one.line().in(language)));
            line("      answer: "
                    + switch (one.answer()) {
                        case TRUE -> "true";
                        case FALSE -> "false";
                        case CANNOT_BE_SEEN -> "cannot-be-seen";
                    });
            line("      evidence: " + quoted(one.evidence().in(language)));
        }
        if (checklist.isEmpty()) {
            line("  {}");
        }
    }

    private void comment(Sentence sentence) {
        comment("", sentence);
    }

    private void comment(String indent, Sentence sentence) {
        line(indent + "# " + sentence.in(language).replaceAll("\\R", " "));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\R", " ") + '"';
    }
}
