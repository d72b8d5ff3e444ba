package io.belastbar.chaos.fault.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.chaos.fault.action.FaultAction;
import io.belastbar.chaos.fault.action.LoadFault;
import io.belastbar.chaos.fault.action.SimulatorFault.Simulated;
import io.belastbar.chaos.fault.action.SimulatorLatency;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultOrderTest {
    @Test
    void theRequirementsSlowInsurerIsAnOrder() {
        FaultOrder order = FaultOrder.parse("""
                {"type":"insurer-latency","target":"smartbav-insurer","latencyMs":30000,"durationSeconds":300}""");

        assertThat(order)
                .isEqualTo(new FaultOrder(
                        new SimulatorLatency(Simulated.INSURER, "smartbav-insurer", 30_000, 0, 100),
                        Duration.ofMinutes(5)));
    }

    @Test
    void aFaultWithoutAnEndIsRefused() {
        assertThat(errors("""
                {"type":"insurer-latency","target":"smartbav-insurer","latencyMs":30000}""")).containsExactly("/durationSeconds");
    }

    @Test
    void aFaultOfAnHourIsRefused() {
        assertThat(errors("""
                {"type":"insurer-latency","target":"smartbav-insurer","latencyMs":30000,"durationSeconds":3600}""")).containsExactly("/durationSeconds");
    }

    @Test
    void timesMayHaveTheirUnitAndThenNeedOne() {
        assertThat(FaultOrder.parse("""
                {type: sap-latency, target: smartbav-sap, latency: 1m30s, jitter: 500 ms, percentage: 12.5, duration: 2m}"""))
                .isEqualTo(new FaultOrder(
                        new SimulatorLatency(Simulated.SAP, "smartbav-sap", 90_000, 500, 12.5), Duration.ofMinutes(2)));
        assertThat(errors("""
                {type: sap-latency, target: smartbav-sap, latency: 90, duration: 60}""")).containsExactlyInAnyOrder("/latency", "/duration");
    }

    @Test
    void allErrorsAreSaidAtOnce() {
        assertThat(errors("""
                {"type":"insurer-latency","latencyMs":-1,"percentage":0,"durationSeconds":"long","colour":"red"}"""))
                .containsExactlyInAnyOrder("/colour", "/target", "/latencyMs", "/percentage", "/durationSeconds");
    }

    @Test
    void ofAFaultThatNobodyKnowsIsWrongWhatNoFaultHas() {
        assertThat(errors("""
                {"type":"meteor","latencyMs":1,"durationSeconds":"long","colour":"red"}""")).containsExactlyInAnyOrder("/colour", "/type", "/target", "/durationSeconds");
    }

    @Test
    void eachErrorSaysWhereItStands() {
        assertThat(problems("""
                        type: insurer-hang
                        target: smartbav-insurer
                        percentage: 101
                        """))
                .extracting(ProblemError::pointer, ProblemError::line, ProblemError::column, ProblemError::received)
                .contains(tuple("/percentage", 3, 13, "101"));
    }

    @Test
    void aSecretIsRefusedAndItsValueToldNowhere() {
        assertThat(problems("""
                        {type: insurer-hang, target: "postgresql://me:hunter2@db/x", duration: 1s,
                         password: hunter2, attributes: {apiKey: hunter2}}"""))
                .allSatisfy(error -> assertThat(error.toString()).doesNotContain("hunter2"))
                .extracting(ProblemError::pointer)
                .containsExactlyInAnyOrder("/target", "/password", "/attributes", "/attributes/apiKey");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{a: &a [x], b: [*a, *a], type: insurer-hang}",
                "{\"type\":\"insurer-hang\",\"target\":\"a\\u0000b\"}",
                "{type: insurer-hang, type: sap-hang}",
                "[insurer-hang]",
                "insurer-hang",
                "",
                "{"
            })
    void whatIsNoOrderIsRefusedWithItsPlace(String body) {
        assertThat(problems(body)).isNotEmpty().allSatisfy(error -> assertThat(error.line())
                .isPositive());
    }

    @Test
    void whatIsStoredIsReadAsItWas() {
        FaultAction slow = new SimulatorLatency(Simulated.SAP, "smartbav-sap", 90_000, 500, 12.5);

        assertThat(FaultActions.stored(
                        slow.type(),
                        slow.target(),
                        new ObjectMapper().valueToTree(slow.parameters()).toString()))
                .isEqualTo(slow);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type: proxy-toxic, target: p, proxy: smartbav-db, toxic: latency, latency: 2s, jitterMs: 10, percentage: 50",
                "type: proxy-toxic, target: p, proxy: smartbav-db, toxic: slicer, averageSizeBytes: 10, delayMicros: 5",
                "type: proxy-toxic, target: p, proxy: r, toxic: timeout, timeoutMs: 0, stream: upstream",
                "type: proxy-down, target: p, proxy: smartbav-db",
                "type: partition, target: p, proxies: [smartbav-db, smartbav-redis]",
                "type: postgres-kill, target: c, role: primary",
                "type: service-stop, target: c, anyOf: [smartbav, smartbav-2], seed: 7",
                "type: redis-freeze, target: c, child: smartbav-redis",
                "type: postgres-connections, target: smartbav-db, connections: 20, credential: app",
                "type: redis-full, target: smartbav-redis",
                "type: load-start, target: smartbav-api, scenario: peak",
                "type: load-change, target: a, testRun: 6f1c1d0e-0000-4000-8000-000000000000, users: 9"
            })
    void everyKindIsReadAndComesBackFromWhatIsStored(String fields) {
        FaultAction action = FaultOrder.parse("{" + fields + ", duration: 1m}").action();

        String stored = new ObjectMapper().valueToTree(action.parameters()).toString();
        if (!(action instanceof LoadFault.Start)) {
            assertThat(FaultActions.stored(action.type(), action.target(), stored))
                    .usingRecursiveComparison()
                    .ignoringFields("which.names", "chosen")
                    .isEqualTo(action);
        }
    }

    @Test
    void aChoiceNeedsOneWayOfNamingAndAToxicItsNumber() {
        assertThat(errors("{type: postgres-kill, target: c, child: a, role: primary, duration: 1m}"))
                .containsExactly("");
        assertThat(errors("{type: postgres-kill, target: c, duration: 1m}")).containsExactly("");
        assertThat(errors("{type: proxy-toxic, target: p, proxy: x, toxic: latency, rate: 5, duration: 1m}"))
                .containsExactlyInAnyOrder("/latencyMs", "/rate");
        assertThat(errors("{type: proxy-toxic, target: p, proxy: x, toxic: fog, duration: 1m}"))
                .containsExactly("/toxic");
        assertThat(errors("{type: partition, target: p, proxies: [], duration: 1m}"))
                .containsExactly("/proxies");
    }

    private static List<String> errors(String body) {
        return problems(body).stream().map(ProblemError::pointer).toList();
    }

    private static List<ProblemError> problems(String body) {
        return catchThrowableOfType(InvalidInput.class, () -> FaultOrder.parse(body))
                .errors();
    }
}
