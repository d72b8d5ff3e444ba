package io.belastbar.load.imports;

import static io.belastbar.load.imports.Imported.cell;
import static io.belastbar.load.imports.Imported.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.load.result.SecondResult;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class K6CsvTest {

    private static final String HEADER = "metric_name,timestamp,metric_value,check,error,error_code,expected_response,"
            + "group,method,name,proto,scenario,service,status,subproto,tls_version,url,extra_tags,metadata\n";

    @Test
    void requestsAreReadWithNamesFailuresTenantsAndUsers() {
        RunResult run = text(
                null,
                HEADER
                        + "http_reqs,1767225601,1.000000,,,,true,,GET,http://a/x?y=1,HTTP/1.1,default,,200,,,http://a/x?y=1,tenant=t1&k=v,\n"
                        + "http_req_duration,1767225601,114.365000,,,,true,,GET,http://a/x?y=1,HTTP/1.1,default,,200,,,http://a/x?y=1,tenant=t1&k=v,\n"
                        + "http_req_failed,1767225601,0.000000,,,,true,,GET,http://a/x?y=1,HTTP/1.1,default,,200,,,http://a/x?y=1,tenant=t1&k=v,\n"
                        + "checks,1767225601,1.000000,\"says, hello\",,,,,,,,default,,,,,,,\n"
                        + "http_req_duration,1767225602,20.5,,,1503,false,::pay,POST,pay,HTTP/1.1,default,,503,,,http://a/p,,\n"
                        + "http_req_failed,1767225602,1.000000,,,1503,false,::pay,POST,pay,HTTP/1.1,default,,503,,,http://a/p,,\n"
                        + "vus,1767225601,3.000000,,,,,,,,,,,,,,,,\n");

        assertThat(run.steps())
                .containsExactly(new StepInfo("GET /x", "GET /x", "GET /x"), new StepInfo("pay", "pay", "pay/pay"));
        assertThat(run.tenants()).containsExactly("t1", "");
        assertThat(run.total().requests()).isEqualTo(2);
        assertThat(cell(run, "pay").errors()).isEqualTo(Map.of(ErrorClass.UNEXPECTED_STATUS, 1L));
        assertThat(Cell.percentileMs(cell(run, "GET /x").responseMicros(), 50)).isCloseTo(114.365, within(0.12));
        assertThat(run.seconds().stream().map(SecondResult::users)).contains(3);
        assertThat(run.provenance().notes()).anyMatch(note -> note.contains("whole seconds"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1767225601000", "1767225601000000", "1767225601000000000", "2026-01-01T00:00:01Z", "1767225601"
            })
    void timesAreReadInEveryFormThatK6Has(String time) {
        RunResult run = text(null, "metric_name,timestamp,metric_value,name\nhttp_req_duration," + time + ",100,a\n");

        assertThat(run.identity().startedAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Test
    void wrongTimesAndValuesAreRefusedByTheirColumn() {
        InvalidInput refused = catchThrowableOfType(
                InvalidInput.class,
                () -> text(
                        null,
                        "metric_name,timestamp,metric_value\nhttp_req_duration,soon,100\nhttp_req_duration,1767225601,-1\n"));

        assertThat(refused.errors())
                .extracting(error -> error.pointer())
                .containsExactly("/timestamp", "/metric_value");
        assertThat(refused.errors()).extracting(error -> error.column()).containsExactly(19, 30);
    }

    @Test
    void fileCutInItsLastRowIsReadWithoutIt() {
        RunResult run = text(
                null,
                "metric_name,timestamp,metric_value,name\nhttp_req_duration,1767225601,100,a\nhttp_req_duration,17672");

        assertThat(run.total().requests()).isEqualTo(1);
        assertThat(run.provenance().notes().getFirst()).contains("cut off at line 3");
    }

    @Test
    void lastValueWithoutItsLineEndMayBeCutAndIsLeftOut() {
        RunResult run = Imported.text(
                null,
                "metric_name,timestamp,metric_value\nhttp_req_duration,1767225600,250\nhttp_req_duration,1767225600,2");

        assertThat(run.total().requests()).isEqualTo(1);
        assertThat(run.provenance().notes()).anyMatch(note -> note.startsWith("The file is cut off at line 3"));
    }
}
