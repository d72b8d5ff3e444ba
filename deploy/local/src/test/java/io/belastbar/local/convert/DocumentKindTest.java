package io.belastbar.local.convert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DocumentKindTest {
    @Test
    void documentIsRecognisedByItsKeys() throws Exception {
        assertThat(kind("system: a\ntargets: {}")).contains(DocumentKind.SYSTEM);
        assertThat(kind("system: a\nname: A")).contains(DocumentKind.SYSTEM);
        assertThat(kind("system: a\ngoals: {}")).isEmpty();
        assertThat(kind("endpoints: {}")).contains(DocumentKind.BUDGET);
        assertThat(kind("database: {}")).contains(DocumentKind.BUDGET);
        assertThat(kind("scenario: demo")).contains(DocumentKind.SCENARIO);
        assertThat(kind("prometheus: { queries: [] }")).contains(DocumentKind.MEASUREMENT_SOURCES);
        assertThat(kind("prometheus: { series: [] }")).contains(DocumentKind.HISTORY_SOURCES);
        assertThat(kind("escalation: { rules: [] }")).contains(DocumentKind.ESCALATION_RULES);
        assertThat(kind("runbook: outage")).contains(DocumentKind.RUNBOOK);
        assertThat(kind("{title: t, description: d, method: []}")).contains(DocumentKind.EXPERIMENT);
        assertThat(kind("- a\n- b")).isEmpty();
        assertThat(kind("performance_baselines: {}")).contains(DocumentKind.BASELINES);
        assertThat(kind("prices: { currency: EUR }")).contains(DocumentKind.PRICES);
        assertThat(kind("analysis: { rules: [] }")).contains(DocumentKind.ANALYSIS_RULES);
        assertThat(DocumentKind.ANALYSIS_RULES.takers()).containsExactly("capacity");
        assertThat(DocumentKind.ANALYSIS_RULES.path("capacity", "shop", "analysis-rules", null))
                .isEqualTo("/api/v1/systems/shop/analysis-rules");
    }

    @Test
    void aPlanIsKnownByItsYearsThoughItSpeaksOfADatabase() throws Exception {
        assertThat(kind("mandants: { current: 4, forecast_end_of_2031: 9 }\ndatabase: {}"))
                .contains(DocumentKind.CAPACITY_PLAN);
        assertThat(kind("database: { current_qps: 4, end_2031_qps: 9 }")).contains(DocumentKind.CAPACITY_PLAN);
        assertThat(kind("kunden: { aktuell: 4, ende_2031: 9 }")).contains(DocumentKind.CAPACITY_PLAN);
        assertThat(kind("end_2031_checklist: [ a ]")).contains(DocumentKind.CAPACITY_PLAN);
        assertThat(kind("limits: [ { metric: storage, alarm_at: 4 GB } ]")).contains(DocumentKind.CAPACITY_PLAN);
        assertThat(kind("mandants: { current: 4 }")).contains(DocumentKind.CAPACITY_PLAN);
        assertThat(kind("database: { query: { current_p95: 4, target_p95: 5 } }"))
                .contains(DocumentKind.BUDGET);
        assertThat(kind("database: {}\nlimits: []")).contains(DocumentKind.BUDGET);
        assertThat(kind("database: { current_2031_p95: 4 }")).contains(DocumentKind.BUDGET);
    }

    @Test
    void openSloIsABudgetHoweverItIsWrittenDown() throws Exception {
        assertThat(kind("apiVersion: openslo/v1\nkind: SLO")).contains(DocumentKind.BUDGET);
        assertThat(kind("--- # the shop's\n\"apiVersion\": \"openslo/v1\"\n")).contains(DocumentKind.BUDGET);
        assertThat(kind("- apiVersion: openslo/v1\n  kind: SLO")).contains(DocumentKind.BUDGET);
        assertThat(kind("{\"apiVersion\":\"openslo/v1\",\"kind\":\"SLO\"}")).contains(DocumentKind.BUDGET);
        assertThat(kind("- apiVersion: v1")).isEmpty();
    }

    private static Optional<DocumentKind> kind(String yaml) throws Exception {
        return DocumentKind.of(new YAMLMapper().readTree(yaml));
    }
}
