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

    /** It would hide in a name, or show it in another order: {@code gpj.exe} reads {@code exe.jpg}. */
    @ParameterizedTest
    @ValueSource(
            ints = {0x202e, 0x202a, 0x2066, 0x2069, 0x200b, 0x200e, 0x200f, 0x61c, 0xad, 0xfeff, 0x2028, 0x2029, 0xe0041
            })
    void aNameHasNoCharacterThatHides(int format) {
        assertThat(ControlCharacters.inName("a" + Character.toString(format) + "b"))
                .contains("must not have the control character U+%04X".formatted(format));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x202a, 0x202e, 0x2066, 0x2069})
    void nothingTurnsTheOrderOfAText(int turning) {
        assertThat(ControlCharacters.inText("a" + Character.toString(turning) + "b"))
                .contains("must not have the control character U+%04X".formatted(turning));
        assertThat(ControlCharacters.inText("\u05d0\u200f(1)")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(chars = {'\ud800', '\udbff', '\udc00', '\udfff'})
    void halfACharacterIsRefusedInNamesAndTexts(char half) {
        String rule = "must not have half a character: U+%04X alone".formatted((int) half);

        assertThat(ControlCharacters.inName(half + "x")).contains(rule);
        assertThat(ControlCharacters.inText("x" + half)).contains(rule);
        assertThat(new ProblemError("/" + half, 1, 1, rule, half + "x"))
                .isEqualTo(new ProblemError("/\ufffd", 1, 1, rule, "\ufffdx"));
    }

    @Test
    void whatIsShortenedIsNotCutWithinACharacter() {
        assertThat(new ProblemError("", 1, 1, "", "a" + "\ud83d\ude00".repeat(150)).received())
                .endsWith("\ud83d\ude00\ufffd…");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ud83d\udc68\u200d\ud83d\udcbb",
                "\u0646\u0645\u06cc\u200c\u062e",
                "smartbav",
                "Größe 8 µs",
                "日本",
                "a\u00a0b",
                ""
            })
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
