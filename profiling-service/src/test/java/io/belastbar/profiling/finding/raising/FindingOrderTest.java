package io.belastbar.profiling.finding.raising;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belastbar.contracts.Severity;
import io.belastbar.contracts.SystemId;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingOrderTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    @Test
    void everyPartIsRead() {
        var raised = FindingOrder.parse("""
                        {"system": "shop", "fingerprint": "scan:shop:tls", "severity": "HIGH", "category": "Security",
                         "regulatoryReference": "DORA Art. 9", "component": "api", "title": "TLS 1.0 is on",
                         "description": "one\\ntwo", "recommendedMeasures": ["switch it off"], "responsible": "Ops",
                         "evidence": {"scanner": "x 1.2", "port": 443}, "raisedAt": "2026-11-26T12:00:00+01:00"}
                        """, "anna", NOW);

        assertThat(raised.source()).isEqualTo("anna");
        assertThat(raised.system()).isEqualTo("shop");
        assertThat(raised.severity()).isEqualTo(Severity.HIGH);
        assertThat(raised.category()).isEqualTo("Security");
        assertThat(raised.description()).isEqualTo("one\ntwo");
        assertThat(raised.recommendedMeasures()).isEqualTo(List.of("switch it off"));
        assertThat(raised.evidence()).isEqualTo(Map.of("scanner", "x 1.2", "port", "443"));
        assertThat(raised.raisedAt()).isEqualTo("2026-11-26T11:00:00Z");
    }

    @Test
    void fourTextsAndASeverityAreEnough() {
        var raised = FindingOrder.parse(
                "system: shop\nfingerprint: f\nseverity: LOW\ncomponent: api\ntitle: t\n", "anna", NOW);

        assertThat(raised.raisedAt()).isEqualTo(NOW);
        assertThat(raised.category()).isEqualTo("Performance");
        assertThat(raised.description()).isEmpty();
        assertThat(raised.regulatoryReference()).isNull();
        assertThat(raised.responsible()).isEqualTo("Backend Engineer");
    }

    @Test
    void whatIsMissingIsSaidAtOnce() {
        assertThat(errors("{}").stream().map(ProblemError::pointer))
                .containsExactlyInAnyOrder("/system", "/fingerprint", "/severity", "/component", "/title");
    }

    @ParameterizedTest
    @CsvSource({
        "system,Never Heard!",
        "system,''",
        "fingerprint,''",
        "severity,high",
        "severity,URGENT",
        "title,' '",
        "raisedAt,yesterday",
        "raisedAt,2027-01-01T00:00:00Z",
        "raisedAt,2026-11-26T12:00:00",
        "sevrity,HIGH",
        "recommendedMeasures,one",
        "evidence,one"
    })
    void whatBreaksARuleIsRefusedWithItsPlaceAndWhatWasReceived(String field, String value) {
        String rest = List.of("system: shop", "fingerprint: f", "severity: LOW", "component: api", "title: t").stream()
                .filter(line -> !line.startsWith(field + ":"))
                .reduce("", (all, line) -> all + line + "\n");

        assertThat(errors(rest + field + ": \"" + value + "\"\n"))
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.pointer()).isEqualTo("/" + field);
                    assertThat(error.line()).isNotNull();
                    assertThat(error.received()).isNotNull();
                });
    }

    @Test
    void theRuleOfASystemIsThatOfEveryDoor() {
        assertThat(errors("system: Shop\nfingerprint: f\nseverity: LOW\ncomponent: api\ntitle: t\n"))
                .singleElement()
                .extracting(ProblemError::rule)
                .isEqualTo(SystemId.RULE);
    }

    @Test
    void noTextIsEndless() {
        String long501 = "x".repeat(FindingOrder.NAME_LENGTH_MAX + 1);

        assertThat(errors("system: shop\nfingerprint: " + long501 + "\nseverity: LOW\ncomponent: api\ntitle: t\n"))
                .singleElement()
                .extracting(ProblemError::pointer)
                .isEqualTo("/fingerprint");
    }

    private static List<ProblemError> errors(String body) {
        return catchThrowableOfType(InvalidInput.class, () -> FindingOrder.parse(body, "anna", NOW))
                .errors();
    }
}
