package io.belastbar.load.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureCauseTest {

    static Stream<Arguments> foreign() {
        return Stream.of(
                Arguments.of("relation \"ordders\" does not exist", "relation \"ordders\" does not exist"),
                Arguments.of("a\0b", "a b"),
                Arguments.of("\u001b[31mred\u001b[0m", "[31mred [0m"),
                Arguments.of("first\r\nsecond\tthird", "first second third"),
                Arguments.of("\u202egnp.exe\u2028next", "gnp.exe next"),
                Arguments.of("Größe 漢字 😀", "Größe 漢字 😀"),
                Arguments.of("half \ud83d pair", "half pair"),
                Arguments.of("\0\0\0", ""),
                Arguments.of("", ""),
                Arguments.of(null, ""));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void aForeignMessageIsOneHarmlessLine(String told, String kept) {
        assertThat(cause(told).message()).isEqualTo(kept);
    }

    @Test
    void aLongMessageIsCutAndSaysSo() {
        assertThat(cause("x".repeat(1_000_000)).message()).hasSize(300).endsWith("x…");
        assertThat(cause("x".repeat(300)).message()).isEqualTo("x".repeat(300));
        assertThat(cause("x".repeat(298) + "😀" + "x".repeat(50)).message()).isEqualTo("x".repeat(298) + "…");
    }

    @Test
    void aCauseThatFailedNothingIsNone() {
        assertThatThrownBy(() -> new FailureCause(0, ErrorClass.TIMEOUT, "", "", 0))
                .hasMessage("a cause should have failed a request: was 0");
    }

    private static FailureCause cause(String message) {
        return new FailureCause(0, ErrorClass.SQL_ERROR, "42P01", message, 1);
    }
}
