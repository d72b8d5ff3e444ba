package io.belastbar.local.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class RefusalReportTest {
    @Test
    void errorReadsAsACompilersDoes() throws Exception {
        JsonNode error = new ObjectMapper()
                .readTree("{\"line\":7,\"column\":9,\"rule\":\"should be a duration\",\"received\":\"fast\","
                        + "\"pointer\":\"/endpoints/x\"}");

        assertThat(RefusalReport.line("budget.yml", error))
                .isEqualTo("budget.yml:7:9: should be a duration (received fast) at /endpoints/x");
    }
}
