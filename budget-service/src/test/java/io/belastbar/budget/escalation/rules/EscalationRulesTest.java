package io.belastbar.budget.escalation.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.backbone.envelope.EventJson;
import io.belastbar.budget.escalation.signal.Signal;
import io.belastbar.budget.escalation.signal.Signals;
import io.belastbar.contracts.BreakerStatus;
import io.belastbar.contracts.CapacityLimitApproaching;
import io.belastbar.contracts.CircuitBreakerTransitioned;
import io.belastbar.contracts.EventData;
import io.belastbar.contracts.EventType;
import io.belastbar.contracts.FindingRegistered;
import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.GameDayFinished;
import io.belastbar.contracts.Severity;
import io.belastbar.document.InvalidInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscalationRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final EscalationRules DEFAULTS = EscalationRulesParser.parse(EscalationRules.defaultDocument());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "> 500ms|812 ms|true",
                "> 500ms|500 ms|false",
                "> 500ms|1.2 s|true",
                "> 500ms|1,200 ms|true",
                "> 500ms|≥ 600 ms|true",
                "> 500ms|812 MB|false",
                "> 500ms|slow|false",
                "< 60|59.9|true",
                "< 60|60|false",
                ">= 5%|5 %|true",
                "OPEN|open|true",
                "OPEN|HALF_OPEN|false",
                "*RLS*|Abfragen mit RLS und 40 Mandanten|true",
                "a*b*c|aXbXbXc|true",
                "a*b*c|aXcXb|false",
                "a.c|abc|false"
            })
    void aConditionComparesAmountsOfOneKindAndTextsByPattern(String condition, String value, boolean holds) {
        assertThat(FieldCondition.parse(condition).holds(value)).isEqualTo(holds);
    }

    @Test
    void theDefaultsAreTheFourRolesOfTheRequirements() {
        assertThat(DEFAULTS.rules())
                .extracting(EscalationRule::role)
                .containsOnly("Backend Engineer", "DevOps Engineer", "Solution Architect", "Product Owner");
        assertThat(told(finding("GET /a", "Performance", Map.of("metric", "target_query_time", "observed", "612 ms"))))
                .containsExactly("query-above-500ms");
        assertThat(told(finding("GET /a", "Performance", Map.of("metric", "target_query_time", "observed", "400 ms"))))
                .isEmpty();
        assertThat(told(finding("SELECT mit RLS", "Performance", Map.of()))).containsExactly("rls-unacceptable");
        assertThat(told(titled("Memory Leak in the offer cache suspected"))).containsExactly("memory-leak-suspected");
        assertThat(told(titled("Memory is fine"))).isEmpty();
        assertThat(told(finding("orders", "Architecture", Map.of()))).containsExactly("architecture");
        assertThat(told(finding("orders", "Cost", Map.of()))).containsExactly("cost-or-scope");
        assertThat(told(breaker(BreakerStatus.OPEN))).containsExactly("breaker-opens-regularly");
        assertThat(told(breaker(BreakerStatus.CLOSED))).isEmpty();
        assertThat(told(limitIn(Duration.ofDays(59)))).containsExactly("capacity-limit-within-60-days");
        assertThat(told(limitIn(Duration.ofDays(60)))).isEmpty();
        assertThat(told(new GameDayFinished("g", "s", "failover", "FAILED", null, NOW)))
                .containsExactly("game-day-failed");
        assertThat(told(new GameDayFinished("g", "s", "failover", "PASSED", 10L, NOW)))
                .isEmpty();
    }

    /** The bytes that chaos-service's own test holds its events to. */
    @Test
    void gameDayThatFailedIsTheDevOpsEngineersAtOnceInTheWordsOfTheRequirements() throws IOException {
        var failed = sent("FAILED");
        var rules = DEFAULTS.concerning(failed);

        assertThat(rules).singleElement().satisfies(rule -> {
            assertThat(rule.role()).isEqualTo("DevOps Engineer");
            assertThat(rule.reason().german()).isEqualTo("Ein Game Day zeigt fehlende Failover-Prozesse");
            assertThat(DEFAULTS.due(rule.when(), NOW, failed.severity())).isEqualTo(NOW);
        });
        assertThat(failed.severity()).isEqualTo(Severity.HIGH);
        assertThat(failed.component()).isEqualTo("database-primary-down");
        assertThat(DEFAULTS.concerning(sent("INCONCLUSIVE"))).isEmpty();
        assertThat(sent("INCONCLUSIVE").severity()).isEqualTo(Severity.MEDIUM);
    }

    private static Signal sent(String outcome) throws IOException {
        try (var sample = EscalationRulesTest.class.getResourceAsStream("/samples/later/game-day.finished.v1.json")) {
            var bytes = new String(sample.readAllBytes(), StandardCharsets.UTF_8).replace("FAILED", outcome);
            return Signals.of(EventJson.read(EventType.GAME_DAY_FINISHED, bytes.getBytes(StandardCharsets.UTF_8)))
                    .orElseThrow();
        }
    }

    @Test
    void whatIsNotUrgentWaitsForTheMorning() {
        var architecture = DEFAULTS.rules().stream()
                .filter(rule -> rule.name().equals("architecture"))
                .findFirst()
                .orElseThrow();

        assertThat(DEFAULTS.due(architecture.when(), NOW, Severity.HIGH))
                .isEqualTo(Instant.parse("2026-11-22T08:00:00Z"));
        assertThat(DEFAULTS.due(DEFAULTS.rules().getFirst().when(), NOW, Severity.HIGH))
                .isEqualTo(NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T20:59:59Z,2026-11-21T20:59:59Z",
        "2026-11-21T21:00:00Z,2026-11-22T06:00:00Z",
        "2026-11-22T02:00:00Z,2026-11-22T06:00:00Z",
        "2026-11-22T06:00:00Z,2026-11-22T06:00:00Z"
    })
    void quietHoursEndInTheMorningExceptForWhatIsCritical(Instant at, Instant allowed) {
        var rules = EscalationRulesParser.parse("""
                escalation:
                  quiet: { from: "22:00", to: "07:00", zone: Europe/Berlin, except: CRITICAL }
                  rules: []
                """);

        assertThat(rules.quietPassed(at, Severity.HIGH)).isEqualTo(allowed);
        assertThat(rules.quietPassed(at, Severity.CRITICAL)).isEqualTo(at);
    }

    @Test
    void everyFaultOfADocumentIsNamedWithItsLine() {
        assertThatThrownBy(() -> EscalationRulesParser.parse("""
                        escalation:
                          channels:
                            Backend Engineer: { webhooks: ["https://hooks.example/secret"] }
                          rules:
                            - { name: a, on: weather, to: Backend Engineer }
                            - { name: b, on: finding, to: x, repeat: 1s, if: { evidence.observed: "> much" } }
                            - { name: b, on: finding, to: x }
                        """))
                .isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(refused.errors())
                        .extracting("line")
                        .containsExactlyInAnyOrder(5, 6, 6, 7, 3));
    }

    private static List<String> told(EventData event) {
        return DEFAULTS.concerning(Signals.of(event).orElseThrow()).stream()
                .map(EscalationRule::name)
                .toList();
    }

    private static FindingRegistered finding(String component, String category, Map<String, String> evidence) {
        return new FindingRegistered(
                "PE-001",
                "f",
                "s",
                "budget-service",
                NOW,
                Severity.HIGH,
                category,
                null,
                component,
                "title",
                "description",
                List.of(),
                "Backend Engineer",
                FindingStatus.OPEN,
                evidence);
    }

    private static FindingRegistered titled(String title) {
        return new FindingRegistered(
                "PE-002",
                "f",
                "s",
                "scanner",
                NOW,
                Severity.HIGH,
                "Performance",
                null,
                "api",
                title,
                "description",
                List.of(),
                "Backend Engineer",
                FindingStatus.OPEN,
                Map.of());
    }

    private static CircuitBreakerTransitioned breaker(BreakerStatus to) {
        return new CircuitBreakerTransitioned("versicherer-api", "i", BreakerStatus.HALF_OPEN, to, 5, 5, NOW, null);
    }

    private static CapacityLimitApproaching limitIn(Duration time) {
        return new CapacityLimitApproaching("s", "storage", "GB", 500, 400, NOW.plus(time), NOW);
    }
}
