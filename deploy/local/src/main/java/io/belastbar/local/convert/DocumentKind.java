package io.belastbar.local.convert;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.local.api.ApiPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a document is, by its top-level keys; and who takes it. */
public enum DocumentKind {
    SYSTEM(List.of("profiling", "chaos", "budget", "loadtest", "capacity")),
    BUDGET(List.of("budget")),
    /** Promises, and what storage and connections are planned for. */
    BASELINES(List.of("budget", "capacity")),
    SCENARIO(List.of("loadtest")),
    MEASUREMENT_SOURCES(List.of("budget")),
    /** From where capacity-service reads what was measured. */
    HISTORY_SOURCES(List.of("capacity")),
    ESCALATION_RULES(List.of("budget")),
    RUNBOOK(List.of("chaos")),
    /** Of Chaos Toolkit; stored among the runbooks. */
    EXPERIMENT(List.of("chaos")),
    CAPACITY_PLAN(List.of("capacity")),
    PRICES(List.of("capacity")),
    /** What the daily capacity analysis recommends, and when. */
    ANALYSIS_RULES(List.of("capacity"));

    /** The top-level keys of the formats in which budget-service reads promises. */
    private static final List<String> BUDGET_KEYS = List.of(
            "endpoints",
            "database",
            "operations",
            "caches",
            "pipelines",
            "artefacts",
            "resources",
            "business",
            "dependencies",
            "apiVersion");

    /** The keys of promises in other forms, which are converted. */
    private static final List<String> OTHER_FORMS = List.of("kpis", "targets", "alerts", "goals");

    private static final String MAIN_BUDGET = "performance-budget";

    private final List<String> takers;

    DocumentKind(List<String> takers) {
        this.takers = takers;
    }

    public List<String> takers() {
        return takers;
    }

    /** Empty when this version knows no owner for such a document. */
    static Optional<DocumentKind> of(JsonNode document) {
        if (document.has("system") && document.has("targets")) {
            return Optional.of(SYSTEM);
        }
        if (document.has("runbook")) {
            return Optional.of(RUNBOOK);
        }
        if (document.has("method") || document.has("steady-state-hypothesis")) {
            return Optional.of(EXPERIMENT);
        }
        if (document.has("scenario")) {
            return Optional.of(SCENARIO);
        }
        if (document.path("prometheus").has("queries")) {
            return Optional.of(MEASUREMENT_SOURCES);
        }
        if (document.path("prometheus").has("series")) {
            return Optional.of(HISTORY_SOURCES);
        }
        if (document.has("escalation")) {
            return Optional.of(ESCALATION_RULES);
        }
        if (PlanKeys.isPlan(document)) {
            return Optional.of(CAPACITY_PLAN);
        }
        if (document.path("prices").isObject()) {
            return Optional.of(PRICES);
        }
        if (document.path("analysis").isObject()) {
            return Optional.of(ANALYSIS_RULES);
        }
        if (document.has("performance_baselines")) {
            return Optional.of(BASELINES);
        }
        if (isOpenSlo(document) || BUDGET_KEYS.stream().anyMatch(document::has)) {
            return Optional.of(BUDGET);
        }
        if (PlanKeys.isPartOfAPlan(document)) {
            return Optional.of(CAPACITY_PLAN);
        }
        // Half a description is one as well: its owners say what is missing, and where.
        return document.has("system") && OTHER_FORMS.stream().noneMatch(document::has)
                ? Optional.of(SYSTEM)
                : Optional.empty();
    }

    /** Whether a document is OpenSLO's, by itself or as a list. */
    public static boolean isOpenSlo(JsonNode document) {
        return Stream.of(document, document.path(0))
                .anyMatch(one -> one.path("apiVersion").asText("").startsWith("openslo/"));
    }

    /** Of a document that nobody takes: by which keys it was looked at, and by which it would be known. */
    public static String unknown(JsonNode document) {
        var keys = new ArrayList<String>();
        document.fieldNames().forEachRemaining(keys::add);
        return (keys.isEmpty()
                        ? "without keys"
                        : "of the keys " + String.join(", ", keys.subList(0, Math.min(5, keys.size()))))
                + "; known are system, runbook, method (of an experiment), scenario, prometheus, escalation, prices, analysis,"
                + " performance_baselines,"
                + " groups with current and end_2026 (any year; of a capacity plan), limits, features, and of budgets "
                + String.join(", ", BUDGET_KEYS);
    }

    /**
     * The path at one who takes it.
     *
     * @param taker the service
     * @param name the file's, without its endings; budgets and experiments are known by it
     */
    public String path(String taker, String system, String name, JsonNode document) {
        String base = ApiPath.system(system);
        return switch (this) {
            case SYSTEM -> base;
            case BUDGET -> budget(base, name);
            case BASELINES -> taker.equals("budget") ? budget(base, name) : plan(base, name);
            case CAPACITY_PLAN -> plan(base, name);
            case PRICES -> base + "/prices";
            case ANALYSIS_RULES -> base + "/analysis-rules";
            case SCENARIO ->
                base + "/scenarios/" + ApiPath.segment(document.get("scenario").asText());
            case RUNBOOK ->
                base + "/runbooks/" + ApiPath.segment(document.get("runbook").asText());
            case EXPERIMENT -> base + "/runbooks/" + ApiPath.segment(word(name));
            case MEASUREMENT_SOURCES -> base + "/measurement-sources";
            case HISTORY_SOURCES -> base + "/history-sources";
            case ESCALATION_RULES -> base + "/escalation-rules";
        };
    }

    private static String budget(String base, String name) {
        return base + (name.equals(MAIN_BUDGET) ? "/budget" : "/budget/documents/" + ApiPath.segment(name));
    }

    private static String plan(String base, String name) {
        return base + "/capacity-plan/documents/" + ApiPath.segment(name);
    }

    /** A name of small letters, digits and hyphens; of a file whose name has none, {@code experiment}. */
    private static String word(String name) {
        String word =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|(?<=.{63}).*|-+$", "");
        return word.isEmpty() ? "experiment" : word;
    }
}
