package io.belastbar.profiling.setting;

import io.belastbar.document.InvalidInput;
import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.check.DatabaseCheck;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.setting.rule.SettingRule;
import io.belastbar.report.ReportLanguage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the server is set to, and what its memory, its disk and its work would have it set to. */
public final class ServerSettings implements DatabaseCheck {
    private static final ServerSize NOTHING = new ServerSize(Optional.empty(), Optional.empty(), Optional.empty());

    @Override
    public String name() {
        return "server-settings";
    }

    @Override
    public CheckReport check(TargetSession session, CheckedDatabase database) {
        List<String> missing = new ArrayList<>();
        ServerSize size = size(database, missing);
        ServerState state = ServerState.read(session, database.now());
        List<Recommendation> recommendations = SettingRule.all(state, size);
        if (state.setting("shared_preload_libraries").isEmpty()) {
            missing.add("shared_preload_libraries and other settings of the server: GRANT pg_read_all_settings (in "
                    + "pg_monitor) TO " + database.login());
        }
        missing.addAll(unknown(recommendations));
        long changes = recommendations.stream().filter(Recommendation::isChange).count();
        String summary = changes == 0
                ? "No setting to change"
                : changes + (changes == 1 ? " setting" : " settings") + " to change of " + recommendations.size();
        List<Map<String, Object>> rows = new ArrayList<>(
                recommendations.stream().map(one -> row(one, state)).toList());
        rows.addAll(pending(state, recommendations));
        return new CheckReport(name(), summary, missing, rows, DangerousSettings.of(state));
    }

    /** What is configured; what is wrong there is named, and counts as not known. */
    public static ServerSize size(CheckedDatabase database, List<String> missing) {
        try {
            return ServerSize.of(database.target().server());
        } catch (InvalidInput wrong) {
            missing.add("belastbar.targets." + database.target().name() + ": " + wrong.getMessage());
            return NOTHING;
        }
    }

    private static List<String> unknown(List<Recommendation> recommendations) {
        return recommendations.stream()
                .filter(one -> one.advice() == Recommendation.Advice.UNKNOWN)
                .collect(Collectors.groupingBy(
                        one -> one.reason().in(ReportLanguage.ENGLISH),
                        LinkedHashMap::new,
                        Collectors.mapping(one -> one.current().name(), Collectors.joining(", "))))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue() + ": " + entry.getKey())
                .toList();
    }

    private static Map<String, Object> row(Recommendation one, ServerState state) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("setting", one.current().name());
        row.put("current", one.current().shown());
        row.put("source", one.current().source());
        row.put("advice", one.advice().name());
        row.put("recommended", one.recommended());
        row.put("range", one.range());
        row.put("needsRestart", one.current().needsRestart());
        row.put("pendingRestart", one.current().pendingRestart());
        row.put("otherwiseFor", otherwise(state, one.current().name()));
        row.put("reason", one.reason().in(ReportLanguage.ENGLISH));
        return row;
    }

    private static String otherwise(ServerState state, String setting) {
        String all = state.overridesOf(setting).stream()
                .map(override -> override.scope() + ": " + override.value())
                .collect(Collectors.joining("; "));
        return all.isEmpty() ? null : all;
    }

    /** What waits for a restart, and what roles and databases change beside. */
    private static List<Map<String, Object>> pending(ServerState state, List<Recommendation> told) {
        List<String> known = told.stream().map(one -> one.current().name()).toList();
        return state.settings().values().stream()
                .filter(setting -> !known.contains(setting.name()))
                .filter(setting -> setting.pendingRestart()
                        || !state.overridesOf(setting.name()).isEmpty())
                .map(setting -> {
                    Map<String, Object> row = new LinkedHashMap<>();
                    row.put("setting", setting.name());
                    row.put("current", setting.shown());
                    row.put("source", setting.source());
                    row.put("needsRestart", setting.needsRestart());
                    row.put("pendingRestart", setting.pendingRestart());
                    row.put("otherwiseFor", otherwise(state, setting.name()));
                    return row;
                })
                .toList();
    }
}
