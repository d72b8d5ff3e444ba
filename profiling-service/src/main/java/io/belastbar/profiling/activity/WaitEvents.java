package io.belastbar.profiling.activity;

import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.check.DatabaseCheck;
import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.database.TargetSession;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What active sessions wait for: {@value #SAMPLES} looks at pg_stat_activity within two seconds. A list, not a verdict: what
 * is normal depends on the workload.
 */
public final class WaitEvents implements DatabaseCheck {
    static final int SAMPLES = 20;

    private static final String PAUSE = "SELECT 1 AS slept FROM pg_sleep(0.1)";

    private static final String ACTIVE = """
            SELECT coalesce(wait_event_type, 'CPU') AS type, coalesce(wait_event, 'running') AS event,
                   count(*) AS sessions, (array_agg(left(query, 200)))[1] AS example
            FROM pg_stat_activity
            WHERE state = 'active' AND backend_type = 'client backend' AND datname = current_database()
              AND pid <> pg_backend_pid() AND application_name <> 'belastbar-profiling'
            GROUP BY 1, 2
            """;

    @Override
    public String name() {
        return "wait-events";
    }

    @Override
    public CheckReport check(TargetSession session, CheckedDatabase database) {
        Map<String, Long> seen = new TreeMap<>();
        Map<String, String> examples = new TreeMap<>();
        for (int sample = 0; sample < SAMPLES; sample++) {
            for (TargetRow row : session.rows(ACTIVE)) {
                String event = row.text("type") + ": " + row.text("event");
                seen.merge(event, row.whole("sessions"), Long::sum);
                examples.putIfAbsent(event, row.text("example"));
            }
            session.rows(PAUSE);
        }
        long all = seen.values().stream().mapToLong(Long::longValue).sum();
        List<Map<String, Object>> rows = new ArrayList<>();
        seen.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .forEach(entry -> {
                    Map<String, Object> row = new LinkedHashMap<>();
                    row.put("wait_event", entry.getKey());
                    row.put("sessions_seen", entry.getValue());
                    row.put("share", (double) entry.getValue() / all);
                    row.put("example_query", examples.get(entry.getKey()));
                    rows.add(row);
                });
        String summary = all == 0
                ? "No session was active in 20 looks within 2 s"
                : String.format(
                        Locale.ROOT,
                        "%.1f sessions were active on average, most often %s (%.0f %%)",
                        (double) all / SAMPLES,
                        rows.getFirst().get("wait_event"),
                        100 * (double) rows.getFirst().get("share"));
        return new CheckReport(name(), summary, List.of(), rows, List.of());
    }
}
