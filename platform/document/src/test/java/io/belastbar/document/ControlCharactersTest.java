package io.belastbar.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlCharactersTest {
    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u001b", "\n", "\t", "\r", "\u007f", "\u0085", "\u009b"})
    void aNameHasNone(String control) {
        assertThat(ControlCharacters.inName("a" + control + "b"))
                .contains("must not have the control character U+%04X".formatted((int) control.charAt(0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"smartbav", "Größe 8 µs", "日本", "a\u00a0b", ""})
    void anyOtherCharacterIsWelcome(String name) {
        assertThat(ControlCharacters.inName(name)).isEmpty();
    }

    @Test
    void aFreeTextMayHaveLinesAndTabs() {
        assertThat(ControlCharacters.inText("a\r\n\tb\u0085")).isEmpty();
        assertThat(ControlCharacters.inText("a\u0000")).isPresent();
        assertThat(ControlCharacters.inText("a\u001b[31m")).isPresent();
    }

    @Test
    void theBytesOfAnUmlautInAHeaderAreNoControls() {
        assertThat(ControlCharacters.inHeader("Ma\u00c3\u009fnahme")).isEmpty();
        assertThat(ControlCharacters.inHeader("a\u001bb")).isPresent();
    }

    @Test
    void thePlaceIsSaid() {
        InvalidInput refused = catchThrowableOfType(
                InvalidInput.class, () -> ControlCharacters.require("subject,metric\npr,du\u0000ration"));

        assertThat(refused.errors()).singleElement().satisfies(error -> {
            assertThat(error.line()).isEqualTo(2);
            assertThat(error.column()).isEqualTo(6);
            assertThat(error.received()).isEqualTo("U+0000");
        });
    }
}
