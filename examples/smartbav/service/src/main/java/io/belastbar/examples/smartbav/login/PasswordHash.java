package io.belastbar.examples.smartbav.login;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * PBKDF2-HMAC-SHA256 (RFC 8018 section 5.2) as {@code pbkdf2-sha256$iterations$salt$hash}, base64.
 *
 * <p>The default of 10,000 iterations is the floor of NIST SP 800-63B section 5.1.1.2, about 19 ms of one core here:
 * 50 virtual users who log in every three seconds cost a sixth of two cores. A service on the open internet takes
 * 600,000 (OWASP); the number is stored with each hash, so that it can be raised.
 */
public record PasswordHash(int iterations, byte[] salt, byte[] hash) {
    private static final String SCHEME = "pbkdf2-sha256";
    private static final int HASH_BITS = 256;

    public static PasswordHash of(String password, byte[] salt, int iterations) {
        return new PasswordHash(iterations, salt, derive(password, salt, iterations));
    }

    /** @throws IllegalArgumentException for text that this class did not write */
    public static PasswordHash parse(String text) {
        var parts = text.split("\\$");
        if (parts.length != 4 || !parts[0].equals(SCHEME)) {
            throw new IllegalArgumentException(
                    "password hash should have the form %s$iterations$salt$hash".formatted(SCHEME));
        }
        var base64 = Base64.getDecoder();
        return new PasswordHash(Integer.parseInt(parts[1]), base64.decode(parts[2]), base64.decode(parts[3]));
    }

    /** Takes the same time whether and wherever the passwords differ. */
    public boolean matches(String password) {
        return MessageDigest.isEqual(hash, derive(password, salt, iterations));
    }

    public String text() {
        var base64 = Base64.getEncoder();
        return String.join(
                "$", SCHEME, Integer.toString(iterations), base64.encodeToString(salt), base64.encodeToString(hash));
    }

    private static byte[] derive(String password, byte[] salt, int iterations) {
        try {
            var spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK since 8 has PBKDF2WithHmacSHA256", missing);
        }
    }
}
