package io.belastbar.budget.objective;

import io.belastbar.quantity.Limit;
import io.belastbar.report.ReportLanguage;

/** Figures and amounts as people read them. */
public record FigureWords(ReportLanguage language) {

    private static final double THOUSAND = 1_000;

    /** For example {@code p95 of the response time}. */
    public String figure(Measure measure, Statistic statistic) {
        var what = measure(measure);
        return switch (statistic) {
            case NONE -> what;
            case P50, P90, P95, P99 -> what + " (" + statistic.key() + ")";
            case P999 -> what + " (p99" + language.choose(",", ".") + "9)";
            case AVERAGE -> what + language.choose(" im Mittel", ", average");
            case PEAK -> what + language.choose(" in der Spitze", ", peak");
            case SUSTAINED -> what + language.choose(" dauerhaft", ", sustained");
        };
    }

    private String measure(Measure measure) {
        return switch (measure) {
            case RESPONSE_TIME -> language.choose("Antwortzeit", "response time");
            case QUERY_TIME -> language.choose("Ausführungszeit", "query time");
            case TRANSACTION_TIME -> language.choose("Transaktionszeit", "transaction time");
            case INDEX_SCAN -> language.choose("Zugriff über Index", "index scan");
            case SEQ_SCAN_ALLOWED -> language.choose("kein Durchlesen ganzer Tabellen", "no sequential scan");
            case DURATION -> language.choose("Dauer", "duration");
            case LAG -> language.choose("Rückstand", "lag");
            case THROUGHPUT -> language.choose("Durchsatz", "throughput");
            case ERROR_RATE -> language.choose("Fehlerrate", "error rate");
            case SUCCESS_RATE -> language.choose("Erfolgsrate", "success rate");
            case HIT_RATIO -> language.choose("Trefferquote", "hit ratio");
            case UTILISATION -> language.choose("Auslastung", "utilisation");
            case EVENT_RATE -> language.choose("Ereignisse je Zeit", "event rate");
            case SIZE -> language.choose("Größe", "size");
            case COUNT -> language.choose("Anzahl", "count");
        };
    }

    /** A heading for subjects of a kind. */
    public String kind(SubjectKind kind) {
        return switch (kind) {
            case ENDPOINT -> language.choose("Endpunkte", "Endpoints");
            case OPERATION -> language.choose("Vorgänge", "Operations");
            case QUERY -> language.choose("Datenbank", "Database");
            case CACHE -> "Caches";
            case PIPELINE -> "Pipelines";
            case ARTEFACT -> language.choose("Artefakte", "Artefacts");
            case RESOURCE -> language.choose("Ressourcen", "Resources");
            case BUSINESS -> language.choose("Fachliche Kennzahlen", "Business figures");
        };
    }

    /** The name of a subject; all endpoints together get words. */
    public String subject(Subject subject) {
        var name = subject.name().equals(Subject.ALL)
                ? subject.kind() == SubjectKind.QUERY
                        ? language.choose("alle Anweisungen", "all statements")
                        : language.choose("alle Endpunkte zusammen", "all endpoints together")
                : subject.name();
        return subject.service() == null ? name : subject.service() + " / " + name;
    }

    /** The limit with its sign, for example {@code ≤ 500 ms}; what is demanded if there is no amount. */
    public String promise(Objective objective) {
        Limit<?> limit = objective.limit();
        return limit == null
                ? language.choose("immer", "always")
                : limit.comparison().sign() + " "
                        + amount(
                                objective.measure().dimension(),
                                objective.measure().dimension().value(limit.value()));
    }

    /** An amount in the dimension's unit. */
    public String amount(Dimension dimension, double value) {
        return switch (dimension) {
            case TIME ->
                value >= 60 * THOUSAND ? language.number(value / 60 / THOUSAND, 1) + " min" : language.millis(value);
            case RATE -> language.perSecond(value);
            case RATIO -> language.percent(value);
            case SIZE -> size(value);
            case COUNT -> language.number(value, 1);
        };
    }

    private String size(double bytes) {
        var units = new String[] {"B", "kB", "MB", "GB", "TB"};
        int unit = 0;
        double shown = bytes;
        while (shown >= THOUSAND && unit < units.length - 1) {
            shown /= THOUSAND;
            unit++;
        }
        return language.number(shown) + " " + units[unit];
    }
}
