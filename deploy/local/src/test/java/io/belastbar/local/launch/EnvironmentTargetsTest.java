package io.belastbar.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTargetsTest {
    @Test
    void underscoresOfAVariableAreHyphensOfAName() {
        var settings = EnvironmentTargets.settings(Map.of(
                "BELASTBAR_TARGETS_SHOP_API_URL", "http://h",
                "BELASTBAR_TARGETS_SHOP_API_ENVIRONMENT", "staging",
                "BELASTBAR_CREDENTIALS_SHOP_DB_USERNAME", "app",
                "BELASTBAR_CREDENTIALS_SHOP_DB_PASSWORD", "a$b",
                "BELASTBAR_HOME", "/x"));

        assertThat(settings)
                .containsOnly(
                        Map.entry("belastbar.targets.shop-api.url", "http://h"),
                        Map.entry("belastbar.targets.shop-api.environment", "staging"),
                        Map.entry("belastbar.credentials.shop-db.username", "app"),
                        Map.entry("belastbar.credentials.shop-db.password", "a\\$b"));
        assertThat(EnvironmentTargets.variable("shop-api")).isEqualTo("BELASTBAR_TARGETS_SHOP_API_URL");
    }

    @Test
    void addressOfOnesOwnHasNoEnvironmentUnlessItIsNamed() {
        var settings = EnvironmentTargets.settings(Map.of("BELASTBAR_TARGETS_SMARTBAV_INSURER_URL", "https://insurer"));

        assertThat(settings).containsEntry("belastbar.targets.smartbav-insurer.environment", "");
    }

    @Test
    void rolesOfADatabaseAreSettingsOfItsTarget() {
        assertThat(EnvironmentTargets.settings(Map.of(
                        "BELASTBAR_TARGETS_SHOP_DB_STATEMENTS_OF", "app,batch",
                        "BELASTBAR_TARGETS_SHOP_DB_PLAN_AS", "reader")))
                .containsOnly(
                        Map.entry("belastbar.targets.shop-db.statements-of", "app,batch"),
                        Map.entry("belastbar.targets.shop-db.plan-as", "reader"));
    }

    @Test
    void commandLineIsBeforeTheEnvironment() {
        var settings = Map.of("belastbar.targets.shop-api.url", "http://flag", "other", "x");

        assertThat(EnvironmentTargets.overridden(settings, Map.of("BELASTBAR_TARGETS_SHOP_API_URL", "http://env")))
                .containsOnly(Map.entry("BELASTBAR_TARGETS_SHOP_API_URL", "http://flag"));
    }
}
