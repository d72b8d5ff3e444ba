package io.belastbar.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationIdTest {

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/systems/{system}/budget, getSystemsBudget",
        "GET, /api/v1/faults/{id}, getFaultsById",
        "GET, /api/v1/faults, getFaults",
        "PATCH, /api/v1/test-runs/{id}/load, patchTestRunsLoad",
        "GET, /api/v1/test-runs/{id}/report.html, getTestRunsReportHtml",
        "GET, /api/v1/systems/{system}/performance-report{format}, getSystemsPerformanceReport",
        "DELETE, /api/v1/systems/{system}/budget/documents/{name}, deleteSystemsBudgetDocumentsByName",
    })
    void anIdIsMadeOfMethodAndPath(String method, String path, String id) {
        assertThat(OperationId.of(method, path)).isEqualTo(id);
    }
}
