package io.belastbar.local.control.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultOrderTest {
    @Test
    void orderIsRead() throws Exception {
        assertThat(read("""
                {"token":"0d9f-1","action":"freeze","expiresAfterMs":60000,"notAfter":"2026-11-27T06:00:00Z"}"""))
                .isEqualTo(new FaultOrder(
                        "0d9f-1",
                        FaultAction.FREEZE,
                        Duration.ofMinutes(1),
                        Optional.of(Instant.parse("2026-11-27T06:00:00Z"))));
    }

    @Test
    void everyFieldAtFaultIsNamedAtOnceWithItsRuleAndWhatWasReceived() {
        var refusal = refusal("""
                {"token":"with space","action":"explode","expiresAfterMs":"1m","notAfter":"tomorrow","pid":1}""");

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.fields().keySet())
                .containsExactlyInAnyOrder("token", "action", "expiresAfterMs", "notAfter", "pid");
        assertThat(refusal.fields())
                .containsEntry("action", "should be one of stop, kill, freeze, hold: was \"explode\"")
                .containsEntry("expiresAfterMs", "should be 1 to 28800000 ms: was \"1m\"");
    }

    @Test
    void faultWithoutAnEndIsRefused() {
        assertThat(refusal("{\"token\":\"f\",\"action\":\"kill\"}").fields())
                .containsOnlyKeys("expiresAfterMs")
                .containsValue("should be 1 to 28800000 ms: was missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "28800001", "9223372036854775808", "1.5", "1e3", "null", "true", "[]"})
    void limitThatIsNoneIsRefused(String limit) {
        assertThat(refusal("{\"token\":\"f\",\"action\":\"kill\",\"expiresAfterMs\":" + limit + "}")
                        .fields())
                .containsOnlyKeys("expiresAfterMs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\\u0000b", "Ä", "-x", "../x", "x\\n"})
    void tokenThatCouldMeanSomethingElseElsewhereIsRefused(String token) {
        assertThat(refusal("{\"token\":\"" + token + "\",\"action\":\"kill\",\"expiresAfterMs\":1}")
                        .fields())
                .containsOnlyKeys("token");
    }

    @Test
    void longValueIsNotRepeatedInFull() {
        assertThat(refusal("{\"token\":\"f\",\"action\":\"" + "x".repeat(5000) + "\",\"expiresAfterMs\":1}")
                        .fields()
                        .get("action"))
                .hasSizeLessThan(200)
                .endsWith("…");
    }

    private static FaultOrder read(String json) throws Exception {
        return FaultOrder.of(new ObjectMapper().readTree(json));
    }

    private static Refusal refusal(String json) {
        return catchThrowableOfType(Refusal.class, () -> read(json));
    }
}
