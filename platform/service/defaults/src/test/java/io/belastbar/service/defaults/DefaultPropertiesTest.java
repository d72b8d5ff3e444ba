package io.belastbar.service.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.service.ListedService;
import io.belastbar.service.Services;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class DefaultPropertiesTest {
    private static final Map<String, String> CONNECTION =
            Map.of("belastbar.postgresql.url", "postgresql://db:5432/belastbar");
    private static final int APPLICATION = 250;
    private static final int ENVIRONMENT = 300;

    @Test
    void everythingThatNamesTheServiceFollowsFromItsShortName() {
        for (ListedService listed : Services.all()) {
            var config = config(Map.of("belastbar.service", listed.name()), Map.of());

            assertThat(text(config, "quarkus.http.port")).isEqualTo(Integer.toString(listed.port()));
            assertThat(text(config, "quarkus.flyway.schemas")).isEqualTo(listed.name());
            assertThat(text(config, "quarkus.datasource.reactive.url"))
                    .isEqualTo("postgresql://db:5432/belastbar?search_path=" + listed.name());
            assertThat(text(config, "belastbar.backbone.consumer-group")).isEqualTo(listed.module());
        }
    }

    @Test
    void aServiceReadsThePasswordOfItsOwnRoleAndNoOther() {
        var passwords = Map.of(
                "belastbar.postgresql.password.budget", "of-budget",
                "belastbar.postgresql.password.chaos", "of-chaos",
                "belastbar.service", "chaos");

        assertThat(text(config(passwords, Map.of()), "quarkus.datasource.password"))
                .isEqualTo("of-chaos");
        assertThat(config(Map.of("belastbar.service", "loadtest"), Map.of())
                        .getOptionalValue("quarkus.datasource.password", String.class))
                .isEmpty();
    }

    @Test
    void theServicesOwnFileIsAboveTheDefaultsAndTheEnvironmentAboveBoth() {
        var own = Map.of("belastbar.service", "budget", "quarkus.http.limits.max-body-size", "10M");

        assertThat(text(config(Map.of("belastbar.service", "budget"), Map.of()), "quarkus.http.limits.max-body-size"))
                .isEqualTo("1M");
        assertThat(text(config(own, Map.of()), "quarkus.http.limits.max-body-size"))
                .isEqualTo("10M");
        var operated = config(
                own,
                Map.of(
                        "QUARKUS_HTTP_LIMITS_MAX_BODY_SIZE", "2M",
                        "QUARKUS_HTTP_PORT", "8080",
                        "QUARKUS_DATASOURCE_PASSWORD", "mounted"));
        assertThat(text(operated, "quarkus.http.limits.max-body-size")).isEqualTo("2M");
        assertThat(text(operated, "quarkus.http.port")).isEqualTo("8080");
        assertThat(text(operated, "quarkus.datasource.password")).isEqualTo("mounted");
    }

    @Test
    void aServiceThatIsNotListedHasNoPortAndOneWithoutANameNothing() {
        assertThatThrownBy(() -> text(config(Map.of("belastbar.service", "unheard"), Map.of()), "quarkus.http.port"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("belastbar.port.unheard");
        assertThatThrownBy(() -> text(config(Map.of(), Map.of()), "quarkus.flyway.schemas"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("belastbar.service");
    }

    private static SmallRyeConfig config(Map<String, String> own, Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredSources()
                .addDefaultInterceptors()
                .addPropertiesSources()
                .withSources(new PropertiesConfigSource(CONNECTION, "connection", APPLICATION))
                .withSources(new PropertiesConfigSource(own, "application.properties", APPLICATION))
                .withSources(new EnvConfigSource(environment, ENVIRONMENT))
                .build();
    }

    private static String text(SmallRyeConfig config, String key) {
        return config.getValue(key, String.class);
    }
}
