package io.belastbar.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChosenNamesTest {

    @ParameterizedTest
    @CsvSource({
        "BELASTBAR_TARGETS_TEAM_CHAT_URL,belastbar.targets.team-chat.url",
        "BELASTBAR_TARGETS_SHOP_DB_STATEMENTS_OF,belastbar.targets.shop-db.statements-of",
        "BELASTBAR_CREDENTIALS_SHOP_DB_PASSWORD,belastbar.credentials.shop-db.password",
        "BELASTBAR_CREDENTIALS_ALERTS_TOKEN,belastbar.credentials.alerts.token",
        "BELASTBAR_ESCALATION_SIGNING_KEYS_TEAM_CHAT,belastbar.escalation.signing-keys.team-chat",
        "BELASTBAR_ESCALATION_SIGNING_KEYS_CHAT,belastbar.escalation.signing-keys.chat",
        "BELASTBAR_ESCALATION_EMAILS_ON_DUTY,belastbar.escalation.emails.on-duty"
    })
    void anUnderscoreOfAVariableIsAHyphenOfAChosenNameWhateverIsNamed(String variable, String key) {
        assertThat(ChosenNames.settings(Map.of(variable, "a$b"))).containsOnly(Map.entry(key, "a$b"));
        assertThat(ChosenNames.variable(key)).isEqualTo(variable);
    }

    @Test
    void whatNamesNothingIsLeftAlone() {
        assertThat(ChosenNames.settings(Map.of(
                        "BELASTBAR_HOME", "/x",
                        "BELASTBAR_ESCALATION_FROM", "a@b.c",
                        "BELASTBAR_ESCALATION_EMAILS_", "a@b.c",
                        "BELASTBAR_TARGETS_URL", "http://h")))
                .isEmpty();
    }
}
