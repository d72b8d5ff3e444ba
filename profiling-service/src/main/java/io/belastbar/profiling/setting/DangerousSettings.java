package io.belastbar.profiling.setting;

import io.belastbar.contracts.Severity;
import io.belastbar.profiling.diagnosis.Diagnosis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings under which data are lost, or the server stops one day; and what was switched off to try something. */
final class DangerousSettings {
    private record Danger(String setting, String bad, Severity severity, String what) {}

    private static final List<Danger> DANGERS = List.of(
            new Danger(
                    "fsync",
                    "off",
                    Severity.CRITICAL,
                    "After a crash of the machine the whole cluster may be unreadable."),
            new Danger(
                    "full_page_writes",
                    "off",
                    Severity.CRITICAL,
                    "A page that is half written during a crash stays broken, unless the file system writes pages whole."),
            new Danger(
                    "autovacuum",
                    "off",
                    Severity.HIGH,
                    "Dead rows stay, estimates age, and the server stops when transaction numbers run out."),
            new Danger(
                    "track_counts",
                    "off",
                    Severity.HIGH,
                    "Autovacuum does nothing without counts, and nobody sees what is read."),
            new Danger(
                    "zero_damaged_pages",
                    "on",
                    Severity.CRITICAL,
                    "A page that cannot be read is emptied, with every row on it."),
            new Danger(
                    "ignore_checksum_failure",
                    "on",
                    Severity.CRITICAL,
                    "Damaged pages are read as if they were whole."),
            new Danger(
                    "synchronous_commit",
                    "off",
                    Severity.LOW,
                    "For information: after a crash the commits of the last fraction of a second are gone; nothing is damaged. Right where that is accepted."),
            new Danger("enable_seqscan", "off", Severity.LOW, "The planner avoids what may be the best plan."),
            new Danger("enable_indexscan", "off", Severity.MEDIUM, "The planner avoids indexes."),
            new Danger("enable_hashjoin", "off", Severity.LOW, "The planner avoids what may be the best plan."),
            new Danger("enable_mergejoin", "off", Severity.LOW, "The planner avoids what may be the best plan."),
            new Danger("enable_nestloop", "off", Severity.LOW, "The planner avoids what may be the best plan."));

    private DangerousSettings() {}

    static List<Diagnosis> of(ServerState state) {
        List<Diagnosis> found = new ArrayList<>();
        for (Danger danger : DANGERS) {
            // What a session of ours or the login's role changed says nothing of the server.
            state.setting(danger.setting)
                    .filter(setting -> setting.value().equals(danger.bad))
                    .filter(setting -> !List.of("session", "client", "user", "database user", "database")
                            .contains(setting.source()))
                    .ifPresent(setting -> found.add(ofServer(danger, setting)));
            for (SettingOverride override : state.overridesOf(danger.setting)) {
                if (override.value().equals(danger.bad)) {
                    found.add(ofScope(danger, override));
                }
            }
        }
        return found;
    }

    private static Diagnosis ofServer(Danger danger, ServerSetting setting) {
        String good = danger.bad.equals("off") ? "on" : "off";
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("setting", danger.setting);
        evidence.put("value", setting.value());
        evidence.put("source", setting.source());
        return diagnosis(
                danger,
                "server",
                List.of(),
                "ALTER SYSTEM SET " + danger.setting + " = " + good + "; SELECT pg_reload_conf()",
                evidence);
    }

    private static Diagnosis ofScope(Danger danger, SettingOverride override) {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("setting", danger.setting);
        evidence.put("value", override.value());
        evidence.put("scope", override.scope());
        String who = override.role() == null
                ? override.database() == null ? "ALTER ROLE ALL" : "ALTER DATABASE " + quoted(override.database())
                : "ALTER ROLE " + quoted(override.role())
                        + (override.database() == null ? "" : " IN DATABASE " + quoted(override.database()));
        return diagnosis(
                danger, override.scope(), List.of(override.scope()), who + " RESET " + danger.setting, evidence);
    }

    private static Diagnosis diagnosis(
            Danger danger, String where, List<String> distinction, String fix, Map<String, String> evidence) {
        return new Diagnosis(
                "dangerous-setting",
                danger.severity,
                "setting " + danger.setting,
                distinction,
                danger.setting + " is " + danger.bad + (where.equals("server") ? "" : " for " + where),
                danger.what,
                List.of(fix),
                evidence);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
