package io.belastbar.load.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import io.belastbar.document.ProblemError;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ThresholdParserTest {

    private static final KnownNames KNOWN =
            new KnownNames(Set.of("GET_employees", "login", "GET /api/v1/employees"), Set.of("org_1", "org_2"));

    private final ErrorCollector errors = new ErrorCollector();

    @Test
    void expressionsAndMappingsAreRead() {
        List<Threshold> thresholds = parse("""
                - p(95)<500 && rate<0.1%
                - { on: GET_employees, expression: "p(99)<1s", metric: service, window: 30s, abort-on-fail: true, delay: 10s }
                - { on: { tenant: org_1 }, expression: "max<2000" }
                - { on: { tenant: org_2, step: login }, expression: "count>5" }
                """);

        assertThat(errors.errors()).isEmpty();
        assertThat(thresholds)
                .extracting(Threshold::name)
                .containsExactly(
                        "p(95)<500",
                        "rate<0.001",
                        "GET_employees: service p(99)<1000 in every 30 s",
                        "tenant org_1: max<2000",
                        "login, tenant org_2: count>5");
        assertThat(thresholds.get(2).abortOnFail()).isTrue();
        assertThat(thresholds.get(2).delay()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void thresholdsOfAK6ScriptCanBePasted() {
        List<Threshold> thresholds = parse("""
                'response_time{endpoint:GET_employees}': ['p(95)<500']
                http_req_duration: [ { threshold: 'p(99)<1500', abortOnFail: true, delayAbortEval: 10s } ]
                'http_req_duration{tenant:org_1, name:login}': 'avg<200'
                errors: ['rate<0.001']
                checks: ['rate>0.99']
                http_reqs: ['rate>100', 'count>1000']
                """);

        assertThat(errors.errors()).isEmpty();
        assertThat(thresholds)
                .extracting(Threshold::name)
                .containsExactly(
                        "GET_employees: p(95)<500",
                        "p(99)<1500",
                        "login, tenant org_1: avg<200",
                        "rate<0.001",
                        "rate<0.01",
                        "throughput>100/s",
                        "count>1000");
        assertThat(thresholds.get(1).abortOnFail()).isTrue();
    }

    @Test
    void everyFaultIsReportedWithItsLine() {
        parse("""
                - p95<500
                - { on: nothing, expression: "p(95)<500" }
                - { on: { tenant: org_9 }, expression: "p(95)<500", wndow: 30s }
                - { expression: "p(95)<500", window: 1500ms, metric: both, delay: soon }
                - { on: login }
                - [ 1 ]
                - { expression: "count>10", abort-on-fail: true }
                - { expression: "p(95)<500", window: 2h }
                """);

        assertThat(errors.errors())
                .extracting(ProblemError::line, ProblemError::pointer)
                .containsExactlyInAnyOrder(
                        tuple(1, "/0"),
                        tuple(2, "/1/on"),
                        tuple(3, "/2/wndow"),
                        tuple(3, "/2/on/tenant"),
                        tuple(4, "/3/window"),
                        tuple(4, "/3/metric"),
                        tuple(4, "/3/delay"),
                        tuple(5, "/4/expression"),
                        tuple(6, "/5"),
                        tuple(7, "/6/expression"),
                        tuple(8, "/7/window"));
        assertThat(errors.errors().get(1).rule()).contains("GET_employees");
    }

    @Test
    void faultsOfAK6MappingAreReported() {
        parse("""
                'response_time{endpoint:nothing}': ['p(95)<500']
                'vus': ['max<5']
                'errors': ['p(95)<5']
                'http_req_duration{method:GET}': ['p(95)<5']
                'iterations': ['count>1000']
                """);

        assertThat(errors.errors()).extracting(ProblemError::line).containsExactly(1, 2, 3, 4, 5);
        assertThat(errors.errors().getLast().rule()).contains("iterations are not counted", "http_reqs{step:…}");
    }

    @Test
    void aTextIsNotAListOfThresholds() {
        assertThat(parse("p(95)<500")).isEmpty();
        assertThat(errors.errors()).extracting(ProblemError::rule).containsExactly("must be a list");
    }

    private List<Threshold> parse(String yaml) {
        return ThresholdParser.parse(DocumentParser.parse(yaml), KNOWN, errors);
    }
}
