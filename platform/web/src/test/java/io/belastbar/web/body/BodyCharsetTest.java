package io.belastbar.web.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.document.InvalidInput;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyCharsetTest {

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "windows-1252", "UTF-16", "UTF-16LE", "UTF-32BE"})
    void aBodyOfAnotherCharsetIsReadAsUtf8(String name) {
        Charset charset = Charset.forName(name);

        assertThat(BodyCharset.utf8("name: Müller\n".getBytes(charset), charset))
                .isEqualTo("name: Müller\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aBodyOfUtf8StaysAsItWasSent() {
        byte[] sent = "\uFEFFname: Müller 🚀\n".getBytes(StandardCharsets.UTF_8);

        assertThat(BodyCharset.utf8(sent, StandardCharsets.UTF_8)).isSameAs(sent);
        assertThat(BodyCharset.utf8(new byte[0], StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void utf8IsReadAsSuchWhateverTheTypeSays() {
        byte[] sent = "name: Müller\n".getBytes(StandardCharsets.UTF_8);

        assertThat(BodyCharset.utf8(sent, StandardCharsets.ISO_8859_1)).isSameAs(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "US-ASCII"})
    void whatIsNotOfTheCharsetIsRefusedWithItsLine(String charset) {
        byte[] sent = "a: 1\nb: 2\nname: Müller\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> BodyCharset.utf8(sent, Charset.forName(charset)))
                .asInstanceOf(InstanceOfAssertFactories.type(InvalidInput.class))
                .satisfies(refused ->
                        assertThat(refused.errors().getFirst().line()).isEqualTo(3));
    }

    @Test
    void aCharacterThatIsCutOffIsNotOfItsCharset() {
        assertThatThrownBy(() -> BodyCharset.utf8(new byte[] {'a', (byte) 0xC3}, StandardCharsets.UTF_8))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("UTF-8");
    }
}
