package io.belastbar.load.imports;

import static io.belastbar.load.imports.Imported.sample;
import static io.belastbar.load.imports.Imported.step;
import static io.belastbar.load.imports.Imported.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.failure.FailureLog;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.FailureCause;
import io.belastbar.load.result.RunResult;
import org.junit.jupiter.api.Test;

/** What another tool said of failed requests is kept. */
class ImportedFailuresTest {

    @Test
    void jmeterSaysStatusExceptionAndAssertion() {
        RunResult run = sample(null, "jmeter.csv");

        assertThat(run.failures())
                .contains(
                        new FailureCause(
                                step(run, "Home"), ErrorClass.UNEXPECTED_STATUS, "503", "Service Unavailable", 1),
                        new FailureCause(
                                step(run, "Search"),
                                ErrorClass.TIMEOUT,
                                "",
                                "java.net.SocketTimeoutException: Read timed out",
                                1))
                .anyMatch(cause -> cause.message().startsWith("Test failed: text expected"));
    }

    @Test
    void k6SaysStatusAndErrorCode() {
        RunResult run = text(
                null,
                "metric_name,timestamp,metric_value,name,status,error,error_code,expected_response\n"
                        + "http_req_duration,1767225601,5,a,503,,1503,false\n"
                        + "http_req_duration,1767225601,5,b,200,,,true\n"
                        + "http_req_duration,1767225601,5,b,0,dial: connection refused,1212,false\n"
                        + "http_req_duration,1767225602,5,b,0,dial: connection refused,1212,false\n");

        assertThat(run.failures())
                .containsExactly(
                        new FailureCause(
                                step(run, "a"), ErrorClass.UNEXPECTED_STATUS, "503", "k6's error_code 1503", 1),
                        new FailureCause(
                                step(run, "b"), ErrorClass.CONNECTION_FAILED, "", "dial: connection refused", 2));
    }

    @Test
    void gatlingSaysWhatItFound() {
        RunResult run = sample(null, "gatling-3.11.log");

        assertThat(run.failures())
                .anyMatch(cause ->
                        cause.step() == step(run, "Add") && cause.code().equals("503"))
                .anyMatch(cause -> cause.error() == ErrorClass.TIMEOUT);
    }

    @Test
    void endlesslyManyMessagesStayBounded() {
        StringBuilder rows = new StringBuilder("timeStamp,elapsed,label,responseCode,success\n");
        for (int code = 100; code < 600; code++) {
            rows.append("1767225600000,1,Home,").append(code).append(",false\n");
        }
        RunResult run = text(null, rows.toString());

        assertThat(run.failures()).hasSizeBetween(FailureLog.CODES_MAX, FailureLog.CODES_MAX + 2);
        assertThat(run.failures().stream().mapToLong(FailureCause::count).sum()).isEqualTo(500);
    }
}
