package io.belastbar.budget.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BudgetExportTest {

    @Test
    void endpointsBecomeK6Thresholds() {
        assertThat(K6Thresholds.of(Samples.smartbavBudget()))
                .containsEntry("http_req_failed{endpoint:POST /api/v1/angebote}", List.of("rate<0.01"))
                .containsEntry(
                        "http_req_duration{endpoint:GET /api/v1/employees}",
                        List.of("p(50)<=200", "p(95)<=1000", "p(99)<=2000"))
                .containsEntry("http_reqs{endpoint:GET /api/v1/employees}", List.of("rate>=500"));
    }

    @Test
    void whatIsOnlyShownIsNoThresholdThatFailsARun() {
        assertThat(K6Thresholds.of(Samples.budget("""
                        endpoints:
                          "GET /a": { target_response_time_p95: 500ms, informational: true }
                          "GET /b": { target_success_rate: 99.9% }
                        """)))
                .containsExactly(Map.entry("http_req_failed{endpoint:GET /b}", List.of("rate<=0.001")));
    }

    @Test
    void whatIsRelativeToHowItWasIsNoThreshold() {
        assertThat(K6Thresholds.of(Samples.budget("""
                        endpoints:
                          "GET /a": { target_error_rate: "<= +10 %", target_response_time_p95: 500ms }
                        """))).containsOnlyKeys("http_req_duration{endpoint:GET /a}");
    }
}
