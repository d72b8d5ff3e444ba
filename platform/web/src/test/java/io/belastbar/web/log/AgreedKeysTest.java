package io.belastbar.web.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgreedKeysTest {

    @Test
    void whatAPatternNamesIsAKeyOfItsOwn() {
        assertThat(AgreedKeys.of("Finished, runId=%s system=%s durationMs=%d: %s", args("r-1", "shop", 12, "fine")))
                .containsExactly(entry("runId", "r-1"), entry("system", "shop"), entry("durationMs", "12"));
        assertThat(AgreedKeys.of("%s after %,d ms (100 %%)%n topic=%3$s", args("late", 5, "t")))
                .containsExactly(entry("topic", "t"));
    }

    @Test
    void whatAValueSaysIsNone() {
        assertThat(AgreedKeys.of("Refused: %s", args("runId=forged system=%s"))).isEmpty();
        assertThat(AgreedKeys.of("runId=forged", args())).isEmpty();
    }

    @Test
    void keysThatNobodyAgreedOnAreNone() {
        assertThat(AgreedKeys.of("password=%s username=%s", args("a", "b"))).isEmpty();
    }

    @Test
    void aLineWithoutItsParametersIsNoFailure() {
        assertThat(AgreedKeys.of("runId=%s system=%s", args("r-1"))).containsExactly(entry("runId", "r-1"));
        assertThat(AgreedKeys.of("runId=%s", null)).isEmpty();
        assertThat(AgreedKeys.of(null, args())).isEmpty();
        assertThat(AgreedKeys.of("runId=%s runId=%9$s", args((Object) null))).containsExactly(entry("runId", "null"));
    }

    @Test
    void aLongValueIsCut() {
        assertThat(AgreedKeys.of("runId=%s", args("x".repeat(1 << 20))).get("runId"))
                .hasSize(200);
    }

    private static Object[] args(Object... args) {
        return args;
    }

    private static java.util.Map.Entry<String, String> entry(String key, String value) {
        return java.util.Map.entry(key, value);
    }
}
