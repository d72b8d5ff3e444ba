package io.belastbar.service.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

class ChosenNamesConfigTest {

    private static final int ENVIRONMENT = 300;

    /** As the services map targets. */
    @ConfigMapping(prefix = "belastbar.targets")
    interface Targets {
        @WithParentName
        Map<String, Entry> targets();

        /** One of them. */
        interface Entry {
            String url();

            Optional<String> environment();
        }
    }

    /** As budget-service maps what escalations need. */
    @ConfigMapping(prefix = "belastbar.escalation")
    interface Escalation {
        Map<String, String> signingKeys();

        Map<String, String> emails();

        Optional<String> from();
    }

    @Test
    void aServiceAloneReadsTheNamesThatTheEnvironmentChose() {
        var environment = Map.of(
                "BELASTBAR_TARGETS_TEAM_CHAT_URL", "http://chat",
                "BELASTBAR_TARGETS_TEAM_CHAT_ENVIRONMENT", "test",
                "BELASTBAR_TARGETS_SHOP_URL", "http://shop",
                "BELASTBAR_ESCALATION_SIGNING_KEYS_TEAM_CHAT", "k\\${e}y",
                "BELASTBAR_ESCALATION_EMAILS_ON_DUTY", "on-duty@example.org",
                "BELASTBAR_ESCALATION_FROM", "belastbar@example.org");

        var config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new ChosenNamesConfig(environment), new EnvConfigSource(environment, ENVIRONMENT))
                .withMapping(Targets.class)
                .withMapping(Escalation.class)
                .build();
        var targets = config.getConfigMapping(Targets.class).targets();
        var escalation = config.getConfigMapping(Escalation.class);

        assertThat(targets.get("team-chat").url()).isEqualTo("http://chat");
        assertThat(targets.get("team-chat").environment()).contains("test");
        assertThat(targets.get("shop").url()).isEqualTo("http://shop");
        assertThat(escalation.signingKeys()).containsEntry("team-chat", "k${e}y");
        assertThat(escalation.emails()).containsEntry("on-duty", "on-duty@example.org");
        assertThat(escalation.from()).contains("belastbar@example.org");
    }

    @Test
    void itStandsAboveTheEnvironmentAndIsFound() {
        assertThat(new ChosenNamesConfig(Map.of()).getOrdinal()).isGreaterThan(ENVIRONMENT);
        assertThat(java.util.ServiceLoader.load(ConfigSource.class))
                .hasAtLeastOneElementOfType(ChosenNamesConfig.class);
    }
}
