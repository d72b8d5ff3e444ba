package io.belastbar.profiling.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionSettingsTest {
    @Test
    void settingOfAPolicyGetsAValueOfTheFormThatItIsCastTo() {
        assertThat(SessionSettings.placeholders(List.of(
                        "(organization_id = current_setting('app.organization_id'::text, true))",
                        "(owner_id = (current_setting('app.user_id'::text))::uuid)",
                        "(region = (current_setting('app.region'::text, true))::integer)",
                        "true")))
                .isEqualTo(Map.of(
                        "app.organization_id", "",
                        "app.user_id", "00000000-0000-0000-0000-000000000000",
                        "app.region", "0"));
    }

    @Test
    void builtInSettingsAreLeftAlone() {
        assertThat(SessionSettings.placeholders(List.of("(a = current_setting('role'::text))")))
                .isEmpty();
    }

    @Test
    void castedUseWinsOverAPlainOne() {
        assertThat(SessionSettings.placeholders(List.of(
                        "(a = current_setting('app.x'::text))", "(b = (current_setting('app.x'::text))::bigint)")))
                .isEqualTo(Map.of("app.x", "0"));
    }
}
