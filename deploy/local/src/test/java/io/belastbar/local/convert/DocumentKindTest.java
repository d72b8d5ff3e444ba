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
        assertThat(kind("escalation: { rules: [] }")).contains(DocumentKind.ESCALATION_RULES);
        assertThat(kind("runbook: outage")).contains(DocumentKind.RUNBOOK);
        assertThat(kind("{title: t, description: d, method: []}")).contains(DocumentKind.EXPERIMENT);
        assertThat(kind("- a\n- b")).isEmpty();
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
