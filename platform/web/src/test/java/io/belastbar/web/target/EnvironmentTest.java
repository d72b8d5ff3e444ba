package io.belastbar.web.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

    @ParameterizedTest
    @CsvSource({"local,LOCAL", "Staging,STAGING", "TEST,TEST", "production,PRODUCTION", "Production,PRODUCTION"})
    void aWordThatIsKnownCountsInAnyCase(String word, Environment environment) {
        assertThat(environmentOf(Map.of("belastbar.targets.shop.environment", word)))
                .isEqualTo(environment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod", "live", "pro-duction", "local,staging", "0"})
    void anotherWordIsRefusedWithTheTargetAndWhatIsKnown(String word) {
        assertThatThrownBy(() -> environmentOf(Map.of("belastbar.targets.shop.environment", word)))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("belastbar.targets.shop.environment")
                .hasMessageContaining(word)
                .hasMessageContainingAll("local", "test", "staging", "production");
    }

    @Test
    void whatNobodyNamedCountsAsProduction() {
        assertThat(environmentOf(Map.of())).isEqualTo(Environment.PRODUCTION);
    }

    @Test
    void anEmptyWordNamesNothing() {
        assertThat(environmentOf(Map.of("belastbar.targets.shop.environment", "")))
                .isEqualTo(Environment.PRODUCTION);
    }

    private static Environment environmentOf(Map<String, String> settings) {
        var all = new HashMap<>(settings);
        all.put("belastbar.targets.shop.url", "http://127.0.0.1:1");
        TargetConfig config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .withMapping(TargetConfig.class)
                .build()
                .getConfigMapping(TargetConfig.class);
        return TargetProducerConfig.registry(config).require("shop").environment();
    }
}
