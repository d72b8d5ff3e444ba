package io.belastbar.budget.format.entry;

import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.SubjectKind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The sections of the native format, in the order of its results. */
public enum BudgetSection {
    ENDPOINTS(
            "endpoints",
            SubjectKind.ENDPOINT,
            EnumSet.of(Measure.RESPONSE_TIME, Measure.THROUGHPUT, Measure.ERROR_RATE, Measure.SUCCESS_RATE)),
    DATABASE(
            "database",
            SubjectKind.QUERY,
            EnumSet.of(
                    Measure.QUERY_TIME,
                    Measure.TRANSACTION_TIME,
                    Measure.INDEX_SCAN,
                    Measure.SEQ_SCAN_ALLOWED,
                    Measure.HIT_RATIO)),
    OPERATIONS("operations", SubjectKind.OPERATION, amounts()),
    CACHES("caches", SubjectKind.CACHE, amounts()),
    PIPELINES("pipelines", SubjectKind.PIPELINE, amounts()),
    ARTEFACTS("artefacts", SubjectKind.ARTEFACT, amounts()),
    RESOURCES("resources", SubjectKind.RESOURCE, amounts()),
    BUSINESS("business", SubjectKind.BUSINESS, amounts());

    private final String key;
    private final SubjectKind kind;
    private final Set<Measure> measures;

    BudgetSection(String key, SubjectKind kind, Set<Measure> measures) {
        this.key = key;
        this.kind = kind;
        this.measures = measures;
    }

    public String key() {
        return key;
    }

    SubjectKind kind() {
        return kind;
    }

    boolean knows(Measure measure) {
        return measures.contains(measure);
    }

    /** As an error names them. */
    String measureNames() {
        return measures.stream().map(Measure::key).collect(Collectors.joining(", "));
    }

    private static Set<Measure> amounts() {
        return Arrays.stream(Measure.values())
                .filter(measure -> !measure.isDemand())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Measure.class)));
    }
}
