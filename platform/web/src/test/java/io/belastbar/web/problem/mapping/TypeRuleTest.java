package io.belastbar.web.problem.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypeRuleTest {

    private record Shape(int size) {}

    @Test
    void aMomentIsShownByAnExample() {
        assertThat(TypeRule.of(Instant.class)).isEqualTo("must be a moment as in 2026-11-26T12:00:00Z");
        assertThat(Instant.parse("2026-11-26T12:00:00Z")).isNotNull();
    }

    @Test
    void theWordsOfAChoiceAreNamed() {
        assertThat(TypeRule.of(TimeUnit.class)).startsWith("must be one of NANOSECONDS, MICROSECONDS");
    }

    @ParameterizedTest
    @ValueSource(classes = {Instant.class, List.class, String[].class, Shape.class, Integer.class, boolean.class})
    void noRuleNamesAJavaClass(Class<?> type) {
        assertThat(TypeRule.of(type)).doesNotContain(type.getSimpleName()).startsWith("must be ");
    }

    @Test
    void theLimitOfAPageIsOneOfAPage() {
        assertThat(ParameterMapper.rule("limit", int.class)).isEqualTo("must be a whole number from 1 to 200");
        assertThat(ParameterMapper.rule("limit", Integer.class)).isEqualTo("must be a whole number from 1 to 200");
        assertThat(ParameterMapper.rule("n", int.class)).contains("-2147483648");
    }
}
