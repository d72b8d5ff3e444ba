package io.belastbar.web.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.document.InvalidInput;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ChangeHeadersTest {

    @Test
    void aReasonIsReadHoweverItsLettersWereSent() {
        var utf8 = new String("größer ☃".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        assertThat(reason("plain")).isEqualTo("plain");
        assertThat(reason("UTF-8''gr%C3%B6%C3%9Fer%20%E2%98%83")).isEqualTo("größer ☃");
        assertThat(reason(utf8)).isEqualTo("größer ☃");
        assertThat(reason("gr\u00f6\u00dfer")).isEqualTo("größer");
        assertThat(reason(null)).isNull();
        assertThat(reason("  ")).isNull();
    }

    @Test
    void whatIsNoReasonIsRefused() {
        assertThat(reason("x".repeat(255))).hasSize(255);
        assertThatThrownBy(() -> reason("x".repeat(256))).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> reason("UTF-8''%00")).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> reason("UTF-8''%")).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> reason("UTF-8''%ff%fe")).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> reason("UTF-8''%C3")).isInstanceOf(InvalidInput.class);
    }

    private static String reason(String sent) {
        var headers = new ChangeHeaders();
        headers.reason = sent;
        return headers.reason();
    }
}
