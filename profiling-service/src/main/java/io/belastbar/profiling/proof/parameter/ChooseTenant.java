package io.belastbar.profiling.proof.parameter;

import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.proof.parameter.ParameterSet.Kind;
import io.belastbar.report.Sentence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which tenant is busy and which is quiet, by the rows that each of them sees of the statement's tables. */
final class ChooseTenant {
    /** Tenants whose rows are counted; of more, every n-th. */
    private static final int COUNTED_MAX = 40;

    private static final int ROWS_MAX = 100_000;

    private final ReaderView view;
    private final Map<String, Long> rows = new LinkedHashMap<>();

    ChooseTenant(TargetSession session, ReaderView view, List<String> tables) {
        this.view = view;
        int step = Math.max(1, view.tenants().size() / COUNTED_MAX);
        for (int i = 0; view.knowsTenants() && i < view.tenants().size(); i += step) {
            String tenant = view.tenants().get(i);
            session.rows("SELECT set_config($1, $2, true)", view.tenantSetting(), tenant);
            long seen = 0;
            for (String table : tables) {
                seen += session.rows("SELECT count(*) AS seen FROM (SELECT 1 FROM " + table + " LIMIT " + ROWS_MAX
                                + ") AS counted")
                        .getFirst()
                        .whole("seen");
            }
            rows.put(tenant, seen);
        }
    }

    /**
     * A tenant.
     *
     * @param settings that a session of it has; empty where there are no tenants
     * @param valuesOf settings with which values are sampled: of one who sees rows
     */
    record Tenant(Map<String, String> settings, Map<String, String> valuesOf, List<Sentence> chosen) {}

    /** Empty for a quiet tenant if there is but one. */
    Optional<Tenant> of(Kind kind) {
        if (rows.isEmpty()) {
            return Optional.of(new Tenant(Map.of(), Map.of(), List.of()));
        }
        String busy = rows.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        String quiet = rows.entrySet().stream()
                .filter(entry -> entry.getValue() > 0 && !entry.getKey().equals(busy))
                .min(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(busy);
        return switch (kind) {
            case BUSY ->
                Optional.of(tenant(
                        busy,
                        busy,
                        "Busy tenant: of %d counted ones it sees the most rows.",
                        "Viel genutzter Mandant: von %d gezählten sieht er die meisten Zeilen."));
            case QUIET ->
                quiet.equals(busy)
                        ? Optional.empty()
                        : Optional.of(
                                tenant(
                                        quiet,
                                        quiet,
                                        "Quiet tenant: of %d counted ones it sees the fewest rows, but some.",
                                        "Wenig genutzter Mandant: von %d gezählten sieht er die wenigsten Zeilen, aber welche."));
            case ABSENT ->
                absent(busy)
                        .map(absent -> tenant(
                                absent,
                                busy,
                                "Absent tenant: none of the %d counted ones; values as for the busy one.",
                                "Fehlender Mandant: keiner der %d gezählten; Werte wie für den viel genutzten."));
        };
    }

    private Tenant tenant(String value, String valuesOf, String english, String german) {
        Sentence why = new Sentence(english.formatted(rows.size()), german.formatted(rows.size()));
        String setting = view.tenantSetting();
        return new Tenant(Map.of(setting, value), Map.of(setting, valuesOf), List.of(why));
    }

    /** In the form of the others, since policies cast the setting. */
    private Optional<String> absent(String like) {
        String type = like.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
                ? "uuid"
                : like.matches("-?\\d+") ? "integer" : "text";
        return AbsentValue.of(type).filter(value -> !view.tenants().contains(value));
    }
}
