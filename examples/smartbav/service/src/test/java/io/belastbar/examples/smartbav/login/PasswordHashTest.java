package io.belastbar.examples.smartbav.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PasswordHashTest {
    private static final byte[] SALT = "salt".getBytes(StandardCharsets.UTF_8);

    /** The widely published PBKDF2-HMAC-SHA256 vector: password, salt, 4096 rounds, 32 bytes. */
    @Test
    void hashIsThePublishedVector() {
        assertThat(HexFormat.of()
                        .formatHex(PasswordHash.of("password", SALT, 4096).hash()))
                .isEqualTo("c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a");
    }

    @Test
    void textHoldsAllThatIsNeededToVerify() {
        var stored = PasswordHash.of("testpass123", SALT, 1_000).text();

        assertThat(stored).startsWith("pbkdf2-sha256$1000$c2FsdA==$");
        assertThat(PasswordHash.parse(stored).matches("testpass123")).isTrue();
        assertThat(PasswordHash.parse(stored).matches("testpass124")).isFalse();
        assertThat(PasswordHash.parse(stored).matches("")).isFalse();
    }

    @Test
    void anotherSchemeIsRefused() {
        assertThatThrownBy(() -> PasswordHash.parse("$2a$10$abc"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("password hash should have the form pbkdf2-sha256$iterations$salt$hash");
    }
}
