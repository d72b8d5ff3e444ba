package io.belastbar.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void keysAndAddressesOfEscalationsAreNamedByTheSameRule() {
        assertThat(EnvironmentTargets.settings(Map.of(
                        "BELASTBAR_ESCALATION_SIGNING_KEYS_TEAM_CHAT", "k$y",
                        "BELASTBAR_ESCALATION_EMAILS_ON_DUTY", "on-duty@example.org",
                        "BELASTBAR_CREDENTIALS_ALERTS_TOKEN", "t")))
                .containsOnly(
                        Map.entry("belastbar.escalation.signing-keys.team-chat", "k\\$y"),
                        Map.entry("belastbar.escalation.emails.on-duty", "on-duty@example.org"),
                        Map.entry("belastbar.credentials.alerts.token", "t"));
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

    @ParameterizedTest
    @ValueSource(strings = {"local", "TEST", "Staging", "production", ""})
    void environmentOfATargetIsOneOfFourWordsInAnyCaseOrNotNamed(String word) {
        assertThat(EnvironmentTargets.problems(Map.of("BELASTBAR_TARGETS_X_ENVIRONMENT", word)))
                .isEmpty();
    }

    @Test
    void wordThatIsNoEnvironmentIsRefusedWithItsVariable() {
        assertThat(EnvironmentTargets.problems(Map.of("BELASTBAR_TARGETS_X_ENVIRONMENT", "prod")))
                .containsExactly(
                        "BELASTBAR_TARGETS_X_ENVIRONMENT should be local, test, staging or production: was prod");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ht tp://x", "", "shop:8080", "http://", "/path", "http://h/a b"})
    void addressThatIsNoneIsRefusedWithItsVariable(String url) {
        assertThat(EnvironmentTargets.problems(Map.of("BELASTBAR_TARGETS_X_URL", url)))
                .containsExactly("BELASTBAR_TARGETS_X_URL should be a URL such as http://HOST:PORT"
                        + " or postgresql://HOST:PORT/DB: was " + url);
    }

    @Test
    void refusedAddressIsShownWithoutItsPassword() {
        assertThat(EnvironmentTargets.problems(Map.of("BELASTBAR_TARGETS_X_URL", "postgresql://app:pass word@h/db")))
                .singleElement()
                .asString()
                .endsWith(": was postgresql://…@h/db");
    }

    @Test
    void addressesAndOtherVariablesAreNoProblem() {
        assertThat(EnvironmentTargets.problems(Map.of(
                        "BELASTBAR_TARGETS_SHOP_API_URL", "https://shop_1.example:8443/base",
                        "BELASTBAR_TARGETS_SHOP_DB_URL", "postgresql://127.0.0.1:5432/shop",
                        "BELASTBAR_TARGETS_SHOP_DB_PLAN_AS", "a b",
                        "BELASTBAR_HOME", "ht tp://x")))
                .isEmpty();
    }

    @Test
    void whichCertificatesATargetMayShowIsASettingOfIt() {
        var settings = EnvironmentTargets.settings(
                Map.of("BELASTBAR_TARGETS_SHOP_API_CA", "ca.pem", "BELASTBAR_TARGETS_SHOP_DB_CERTIFICATES", "any"));

        assertThat(settings)
                .containsOnly(
                        Map.entry(
                                "belastbar.targets.shop-api.ca",
                                Path.of("ca.pem").toAbsolutePath().toString()),
                        Map.entry("belastbar.targets.shop-db.certificates", "any"));
    }

    @Test
    void anAuthorityThatIsNotThereIsRefusedWithItsVariable() {
        assertThat(EnvironmentTargets.problems(Map.of(
                        "BELASTBAR_TARGETS_X_CA", "/no/such/ca.pem", "BELASTBAR_TARGETS_X_CERTIFICATES", "none")))
                .containsExactly(
                        "BELASTBAR_TARGETS_X_CA should be a readable file with certificates in PEM form: was"
                                + " /no/such/ca.pem",
                        "BELASTBAR_TARGETS_X_CERTIFICATES should be checked or any: was none");
    }

    @Test
    void commandLineIsBeforeTheEnvironment() {
        var settings = Map.of("belastbar.targets.shop-api.url", "http://flag", "other", "x");

        assertThat(EnvironmentTargets.overridden(settings, Map.of("BELASTBAR_TARGETS_SHOP_API_URL", "http://env")))
                .containsOnly(Map.entry("BELASTBAR_TARGETS_SHOP_API_URL", "http://flag"));
    }
}
