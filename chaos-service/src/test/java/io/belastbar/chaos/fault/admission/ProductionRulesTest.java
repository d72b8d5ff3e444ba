package io.belastbar.chaos.fault.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.report.Sentence;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProductionRulesTest {
    private static final String HASH = "0f".repeat(32);
    private static final ZonedDateTime FRIDAY_NOON =
            ZonedDateTime.of(2026, 11, 27, 12, 0, 0, 0, ZoneId.of("Europe/Berlin"));

    @Test
    void whatIsAllowedAtItsTimeAndApprovedIsNotRefused() {
        assertThat(rules("insurer-hang", "MON-FRI 09:00-16:00", true).refusal("prod-insurer", true))
                .isEmpty();
    }

    @Test
    void everythingThatIsMissingIsSaidInBothLanguages() {
        Sentence refusal = rules("postgres-kill", "MON-FRI 13:00-16:00", false)
                .refusal("prod-db", true)
                .orElseThrow();

        assertThat(refusal.english())
                .isEqualTo("a fault in production is not possible yet: its kind postgres-kill is not in"
                        + " belastbar.chaos.production.kinds; it is not the time named in"
                        + " belastbar.chaos.production.window (MON-FRI 13:00-16:00); another person's approval, by POST"
                        + " /api/v1/systems/prod/approvals {\"hash\": \"" + HASH + "\"}");
        assertThat(refusal.german())
                .isEqualTo("ein Fehler in Produktion ist noch nicht möglich: seine Art postgres-kill steht nicht in"
                        + " belastbar.chaos.production.kinds; es ist nicht die Zeit, die in"
                        + " belastbar.chaos.production.window (MON-FRI 13:00-16:00) genannt ist; die Freigabe durch eine"
                        + " andere Person, mit POST /api/v1/systems/prod/approvals {\"hash\": \"" + HASH + "\"}");
    }

    @Test
    void withoutAWindowNoTimeIsTheTime() {
        assertThat(rules("insurer-hang", null, true)
                        .refusal("prod-insurer", true)
                        .orElseThrow()
                        .german())
                .endsWith("in belastbar.chaos.production.window ist keine Zeit dafür genannt");
    }

    @Test
    void aTargetWithoutAnEnvironmentIsToldHowToNameIt() {
        Sentence refusal = rules("insurer-hang", "MON-FRI 09:00-16:00", false)
                .refusal("old \"Müller\"", false)
                .orElseThrow();

        assertThat(refusal.english()).startsWith("target \"old \"Müller\"\" has no environment named");
        assertThat(refusal.german())
                .startsWith("das Ziel „old \"Müller\"“ hat keine benannte Umgebung")
                .contains("BELASTBAR_TARGETS_OLD__M_LLER__ENVIRONMENT");
    }

    private static ProductionRules rules(String kind, String window, boolean approved) {
        return new ProductionRules(kind, List.of("insurer-hang", "insurer-errors"))
                .at(FRIDAY_NOON, Optional.ofNullable(window))
                .approved(approved, "prod", HASH);
    }
}
